import type { Params } from "@rookery/contracts";
import type { ParamDomain } from "../param-domain.ts";
import type { SpaceModel } from "../space-model.ts";

type Condition = ParamDomain["conditions"][number];

/** Parameters that are always there together. */
export interface ParamGroup {
  /** Those of the parents included. */
  conditions: readonly Condition[];
  domains: ParamDomain[];
}

const known = new WeakMap<SpaceModel, ParamGroup[]>();

/** The groups of a space, each after those it depends on. */
export function listGroups(model: SpaceModel): ParamGroup[] {
  const found = known.get(model);
  if (found) return found;
  const conditionsOf = new Map<string, Condition[]>();
  const groups = new Map<string, ParamGroup>();
  for (const domain of model.domains) {
    const inherited = domain.conditions.flatMap(([parent]) => conditionsOf.get(parent) ?? []);
    const conditions = [...inherited, ...domain.conditions];
    conditionsOf.set(domain.name, conditions);
    const key = [...new Set(conditions.map((condition) => JSON.stringify(condition)))]
      .sort()
      .join();
    const group = groups.get(key) ?? { conditions, domains: [] };
    group.domains.push(domain);
    groups.set(key, group);
  }
  // A parent has some of its child's conditions, never all.
  const list = [...groups.values()].sort((a, b) => a.conditions.length - b.conditions.length);
  known.set(model, list);
  return list;
}

/** Says nothing about keys: a finished run may hold its trainer's default of an absent parameter. */
export function isGroupPresent({ conditions }: ParamGroup, params: Params): boolean {
  return conditions.every(
    ([parent, values]) => Object.hasOwn(params, parent) && values.includes(params[parent]),
  );
}
