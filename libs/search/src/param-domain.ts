import {
  enumerateRange,
  listConditions,
  type ParamSpace,
  type ParamValue,
  type Range,
  stepThrough,
  type ValueList,
} from "@rookery/contracts";

/** What one parameter can be, and when it is there at all. */
export interface ParamDomain {
  readonly name: string;
  readonly conditions: readonly (readonly [parent: string, values: readonly ParamValue[]])[];
  /** Every value; null for a continuous range. */
  readonly values: ValueList<ParamValue> | null;
  /** Set for a range. */
  readonly range: Range | null;
  /** The value at a share from 0 to (not including) 1 of the parameter's own scale. */
  at(share: number): ParamValue;
}

export function createParamDomain(name: string, space: ParamSpace): ParamDomain {
  const range = typeof space === "object" && "min" in space ? space : null;
  // Null for integers on the log scale, too: they are not equally likely.
  const values = range ? enumerateRange(range) : listValues(space);
  return {
    name,
    conditions: listConditions(space),
    values: values ?? (range?.type === "int" ? stepThrough(range.min, range.max, 1) : null),
    range,
    at: values
      ? (share) => values.at(Math.min(values.count - 1, Math.floor(share * values.count)))
      : (share) => scaleShare(range as Range, share),
  };
}

function listValues(space: ParamSpace): ValueList<ParamValue> {
  const values = valuesOf(space);
  return { count: values.length, at: (index) => values[index] };
}

function valuesOf(space: ParamSpace): readonly ParamValue[] {
  if (typeof space !== "object") return [space];
  if ("values" in space) return space.values;
  if ("value" in space) return [space.value];
  return [false, true];
}

/** Integers on the log scale get the share of the scale that rounds to them. */
function scaleShare({ type, scale, min, max }: Range, share: number): number {
  if (scale !== "log") return clamp(min + (max - min) * share, min, max);
  const half = type === "int" ? 0.5 : 0;
  const low = Math.log(min - half);
  const value = Math.exp(low + (Math.log(max + half) - low) * share);
  return clamp(type === "int" ? Math.round(value) : value, min, max);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
