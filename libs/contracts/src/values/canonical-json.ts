/**
 * JSON text that is the same for equal values: object keys in code-unit
 * order, no white space, `-0` written as `0`, `undefined` members left out.
 * Hashes and model files depend on these bytes.
 *
 * Throws a `TypeError` on what JSON cannot carry (NaN, infinities, functions,
 * symbols, bigints) instead of writing `null` in its place.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") {
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`JSON cannot carry the number ${value}`);
    return JSON.stringify(value);
  }
  // The long arrays of model files: the same text, without a string per number.
  if (Array.isArray(value) && value.every(Number.isFinite)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`JSON cannot carry a ${typeof value}`);

  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
