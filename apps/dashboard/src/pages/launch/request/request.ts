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
