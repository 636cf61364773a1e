import type { Params, ParamValue, SearchSpace } from "@rookery/contracts";
import { buildParams, getSpaceModel, isActive, type SpaceModel } from "./space-model.ts";

/** More than this cannot be gone through one by one while a request waits. */
const maxEnumerated = 250_000;
/** Terms of constraints looked at for one list: a few seconds, and far more than people write. */
const maxTerms = 250_000_000;

/** The combinations of a space in order; the last parameter varies fastest. */
export interface CombinationList {
  count: number;
  at(index: number): Params;
}

/** Null: endless, or so many that nobody can count or go through them. */
const known = new WeakMap<SpaceModel, CombinationList | null>();

/**
 * How many different combinations a space has, for every sampler but `grid`,
 * which may refuse it. Null when they are endless, or too many to be counted:
 * above 2^53, or with conditions or constraints above `limitEnumeration`.
 * Throws `sweep-invalid` for broken conditions and constraints.
 */
export function countCombinations(
  space: SearchSpace,
  constraints: readonly string[] = [],
): number | null {
  return listCombinations(getSpaceModel(space, constraints))?.count ?? null;
}

export function listCombinations(model: SpaceModel): CombinationList | null {
  const found = known.get(model);
  if (found !== undefined) return found;
  const list = model.hasConditions || model.hasConstraints ? searchTree(model) : crossAll(model);
  known.set(model, list);
  return list;
}

/**
 * A combination's index is a mixed-radix number with one digit per parameter,
 * so any is found without listing the others.
 */
function crossAll(model: SpaceModel): CombinationList | null {
  const counts = model.domains.map(({ values }) => values?.count ?? Number.POSITIVE_INFINITY);
  const count = counts.reduce((product, factor) => product * factor, 1);
  if (!Number.isSafeInteger(count)) return null;
  return {
    count,
    at(index) {
      const digits = new Float64Array(counts.length);
      let rest = index;
      for (let axis = counts.length - 1; axis >= 0; axis -= 1) {
        digits[axis] = rest % counts[axis];
        rest = Math.floor(rest / counts[axis]);
      }
      return buildParams(model, ({ values }, axis) => values?.at(digits[axis]) as ParamValue);
    },
  };
}

/** How many combinations, before constraints, are gone through one by one: fewer where checking each is long. */
export function limitEnumeration({ constraintTerms }: SpaceModel): number {
  return Math.min(maxEnumerated, Math.floor(maxTerms / Math.max(1, constraintTerms)));
}

/** Absent parameters do not multiply; what breaks a constraint is left out. */
function searchTree(model: SpaceModel): CombinationList | null {
  const width = model.domains.length;
  // Counted first: nothing is checked of a list that would be too long.
  let visited = 0;
  const most = limitEnumeration(model);
  if (!visitAll(model, () => ++visited <= most)) return null;

  const rows: number[] = [];
  visitAll(model, (chosen, digits) => {
    if (model.meets(chosen)) rows.push(...digits);
    return true;
  });
  const table = Int32Array.from(rows);
  return {
    count: width === 0 ? visited : table.length / width,
    at: (index) =>
      buildParams(
        model,
        ({ values }, axis) => values?.at(table[index * width + axis]) as ParamValue,
      ),
  };
}

/** Every combination that the conditions allow, until `visit` answers false; false also for endless ones. */
function visitAll(
  { domains }: SpaceModel,
  visit: (chosen: Params, digits: Int32Array) => boolean,
): boolean {
  if (domains.some(({ values }) => values === null)) return false;
  const digits = new Int32Array(domains.length);
  const chosen: Params = {};

  const descend = (axis: number): boolean => {
    if (axis === domains.length) return visit(chosen, digits);
    const domain = domains[axis];
    if (!isActive(domain, chosen)) return descend(axis + 1);
    const { name, values } = domain;
    for (let digit = 0; digit < (values?.count ?? 0); digit += 1) {
      digits[axis] = digit;
      chosen[name] = values?.at(digit) as ParamValue;
      if (!descend(axis + 1)) return false;
    }
    delete chosen[name];
    return true;
  };
  return descend(0);
}
