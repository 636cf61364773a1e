import type { KnownParam } from "../request/param-fields.ts";

/** A million as people write it, a quadrillion as 1e15. */
function formatBound(bound: number | string): string {
  if (typeof bound === "string" || Math.abs(bound) < 1e7) return String(bound);
  return bound.toExponential().replace("+", "");
}

/** What a parameter does, which values it takes and, where it matters, whose it is. */
export function describeParam({ schema, when, trainers }: KnownParam): string {
  const { description, minimum, maximum, exclusiveMinimum, exclusiveMaximum, type } = schema;
  const low = minimum ?? (exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`);
  const high =
    maximum ?? (exclusiveMaximum === undefined ? undefined : `below ${exclusiveMaximum}`);
  const bounds =
    low !== undefined && high !== undefined
      ? `${type}, ${formatBound(low)} to ${formatBound(high)}`
      : type;
  const owners = when ? ` Only of ${trainers.join(", ")}.` : "";
  return `${[description, bounds].filter(Boolean).join(". ")}.${owners}`;
}
