import {
  type ErrorIssue,
  fieldPath,
  holdsValue,
  type Params,
  type SearchSpace,
} from "@rookery/contracts";
import { paramsHash } from "./params-hash.ts";
import { getSpaceModel, isActive } from "./space-model.ts";

/**
 * What keeps known combinations from being tried: parameters missing, unknown
 * or outside of their values, constraints broken, repetitions. Fields read
 * `tryFirst[2].depth`.
 */
export function tryFirstIssues(
  space: SearchSpace,
  constraints: readonly string[],
  tryFirst: readonly Params[],
): ErrorIssue[] {
  const model = getSpaceModel(space, constraints);
  const seen = new Map<string, number>();
  return tryFirst.flatMap((params, index) => {
    const issues: ErrorIssue[] = [];
    const refuse = (path: string[], message: string) =>
      issues.push({ field: fieldPath(["tryFirst", index, ...path]), message });

    for (const name of Object.keys(params)) {
      if (!Object.hasOwn(space, name)) refuse([name], "The space has no such parameter");
    }
    for (const domain of model.domains) {
      const { name } = domain;
      const given = Object.hasOwn(params, name);
      if (!isActive(domain, params)) {
        if (given) refuse([name], "The condition of this parameter does not hold here");
      } else if (!given) refuse([name], "This parameter needs a value");
      else if (!holdsValue(space[name], params[name])) {
        refuse([name], `The space does not hold ${JSON.stringify(params[name])}`);
      }
    }
    if (issues.length === 0 && !model.meets(params)) refuse([], "It breaks a constraint");

    const hash = paramsHash(params);
    const first = seen.get(hash);
    if (first !== undefined) refuse([], `The same combination as tryFirst[${first}]`);
    else seen.set(hash, index);
    return issues;
  });
}
