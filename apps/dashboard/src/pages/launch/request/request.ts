import { canonicalJson } from "@rookery/contracts";

/**
 * What the form makes: a `SweepRequest` or, as it may come from YAML, any other object. It is the one truth of the
 * page. A field shows a part of it and, when somebody types there, changes this part and no other, so what no field
 * can show stays as it is and the server judges it.
 */
export type Request = Record<string, unknown>;

/** The object with one key changed, where it stands, or left out when there is no value. */
export function setKey(object: Request, key: string, value: unknown): Request {
  if (value !== undefined) return { ...object, [key]: value };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** Whether two values are the same JSON, in whatever order their keys are; `undefined` is no JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
