import { canonicalJson } from "@rookery/contracts";

/** Whether two values are the same JSON, in whatever order their keys are; `undefined` is no JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
