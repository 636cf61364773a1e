import {
  AppError,
  type ErrorIssue,
  type ParamSpace,
  type Params,
  type ParamValue,
  type SearchSpace,
} from "@rookery/contracts";
import { enumerateRange, type ValueList } from "./enumerate-range.ts";
import type { Sampler } from "./sampler.ts";

/**
 * Every combination once. A run's number is read as a mixed-radix number with
 * one digit per parameter, so any combination is found without listing the
 * others. The last parameter varies fastest.
 */
export const grid: Sampler = {
  name: "grid",

  count: (space) => countCombinations(enumerateSpace(space)),

  suggest({ space, number }) {
    const axes = enumerateSpace(space);
    if (number >= countCombinations(axes)) return null;
    const digits = new Map<string, ParamValue>();
    let rest = number;
    for (const { name, values } of axes.toReversed()) {
      digits.set(name, values.at(rest % values.count));
      rest = Math.floor(rest / values.count);
    }
    return Object.fromEntries(axes.map(({ name }) => [name, digits.get(name)])) as Params;
  },
};

interface Axis {
  name: string;
  values: ValueList<ParamValue>;
}

/** A sweep asks about one space thousands of times. Spaces are values: nobody changes one. */
const knownAxes = new WeakMap<SearchSpace, Axis[]>();

function enumerateSpace(space: SearchSpace): Axis[] {
  const known = knownAxes.get(space);
  if (known) return known;
  const axes = listAxes(space);
  knownAxes.set(space, axes);
  return axes;
}

function listAxes(space: SearchSpace): Axis[] {
  const issues: ErrorIssue[] = [];
  const axes: Axis[] = [];
  for (const [name, paramSpace] of Object.entries(space)) {
    const values = enumerateValues(paramSpace);
    if (values) axes.push({ name, values });
    else {
      issues.push({
        field: `space.${name}.step`,
        message: "A grid needs step or count here, to know which values of the range to try",
      });
    }
  }
  if (issues.length > 0) {
    throw new AppError("sweep-invalid", "A grid cannot go through a continuous range.", { issues });
  }
  return axes;
}

function enumerateValues(space: ParamSpace): ValueList<ParamValue> | null {
  if (typeof space !== "object") return { count: 1, at: () => space };
  if (!("values" in space)) return enumerateRange(space);
  const { values } = space;
  return { count: values.length, at: (index) => values[index] };
}

function countCombinations(axes: readonly Axis[]): number {
  const count = axes.reduce((product, { values }) => product * values.count, 1);
  if (Number.isSafeInteger(count)) return count;
  throw new AppError("sweep-invalid", "The grid has too many combinations to count.", {
    issues: [{ field: "space", message: "Use fewer or coarser ranges" }],
  });
}
