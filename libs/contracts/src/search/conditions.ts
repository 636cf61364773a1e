import { enumerateRange, indexOfValue } from "./range-values.ts";
import type { ParamSpace, ParamValue, SearchSpace } from "./space.ts";

export interface ConditionIssue {
  path: PropertyKey[];
  message: string;
}

/** The conditions of one parameter: each names another one and the values it must have. */
export function listConditions(space: ParamSpace): [parent: string, values: ParamValue[]][] {
  if (typeof space !== "object" || space.when === undefined) return [];
  return Object.entries(space.when).map(([parent, values]) => [
    parent,
    Array.isArray(values) ? values : [values],
  ]);
}

/**
 * What is wrong with the conditions of a space: parents that do not exist,
 * values that a parent cannot take, circles. `elsewhere` are parents that
 * somebody adds later.
 */
export function conditionIssues(
  space: SearchSpace,
  elsewhere: readonly string[] = [],
): ConditionIssue[] {
  const issues: ConditionIssue[] = [];
  for (const [name, paramSpace] of Object.entries(space)) {
    for (const [parent, values] of listConditions(paramSpace)) {
      const path = [name, "when", parent];
      const parentSpace = Object.hasOwn(space, parent) ? space[parent] : undefined;
      if (parentSpace === undefined) {
        if (elsewhere.includes(parent)) continue;
        issues.push({ path, message: "The space has no such parameter" });
        continue;
      }
      for (const value of values) {
        if (holdsValue(parentSpace, value)) continue;
        issues.push({ path, message: `${parent} cannot be ${JSON.stringify(value)}` });
      }
    }
  }
  const ordered = new Set(orderByConditions(space));
  for (const name of Object.keys(space)) {
    if (ordered.has(name)) continue;
    issues.push({
      path: [name, "when"],
      message: "This condition depends on itself, or on one that does",
    });
  }
  return issues;
}

/**
 * The names of a space, each after those it depends on, else as written. Those
 * in a circle, or behind one, are left out.
 */
export function orderByConditions(space: SearchSpace): string[] {
  const ordered = new Set<string>();
  const waiting = new Map(
    Object.entries(space).map(([name, param]) => [
      name,
      listConditions(param).map(([parent]) => parent),
    ]),
  );
  for (let before = -1; before !== waiting.size; ) {
    before = waiting.size;
    for (const [name, parents] of waiting) {
      if (parents.some((parent) => waiting.has(parent))) continue;
      ordered.add(name);
      waiting.delete(name);
    }
  }
  return [...ordered];
}

/** True when a parameter of this space can have this value. */
export function holdsValue(space: ParamSpace, value: ParamValue): boolean {
  if (typeof space !== "object") return space === value;
  if ("values" in space) return space.values.includes(value);
  if ("value" in space) return space.value === value;
  if (space.type === "bool") return typeof value === "boolean";
  if (typeof value !== "number" || value < space.min || value > space.max) return false;
  const values = enumerateRange(space);
  if (values) return indexOfValue(values, value) >= 0;
  return space.type !== "int" || Number.isInteger(value);
}
