import type { Params } from "@rookery/contracts";
import type { ParamDomain } from "../../space/param-domain.ts";
import type { SpaceModel } from "../../space/space-model.ts";

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
  /** By their text, so that what several parents have in common counts once. */
  const conditionsOf = new Map<string, Map<string, Condition>>();
  const groups = new Map<string, ParamGroup>();
  for (const domain of model.domains) {
    const found = new Map<string, Condition>();
    for (const condition of domain.conditions) {
      for (const [text, inherited] of conditionsOf.get(condition[0]) ?? []) {
        found.set(text, inherited);
      }
      found.set(JSON.stringify(condition), condition);
    }
    conditionsOf.set(domain.name, found);
    const conditions = [...found.values()];
    const key = [...found.keys()].sort().join();
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
