import {
  enumerateRange,
  indexOfValue,
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
  /** The shares that give this value, from and to; null when the parameter cannot have it. */
  cellOf(value: ParamValue): readonly [from: number, to: number] | null;
}

export function createParamDomain(name: string, space: ParamSpace): ParamDomain {
  const range = typeof space === "object" && "min" in space ? space : null;
  const conditions = listConditions(space);
  const values = range ? enumerateRange(range) : listValues(space);
  if (values) {
    const { count } = values;
    return {
      name,
      conditions,
      values,
      range,
      at: (share) => values.at(Math.min(count - 1, Math.floor(share * count))),
      cellOf(value) {
        const index = range
          ? indexOfValue(values as ValueList<number>, value as number)
          : valuesOf(space).indexOf(value);
        return index < 0 ? null : [index / count, (index + 1) / count];
      },
    };
  }
  return { name, conditions, range, ...describeScale(range as Range) };
}

/** Numbers without steps. Integers on the log scale get the shares that round to them. */
function describeScale({ type, scale, min, max }: Range) {
  const isInt = type === "int";
  const half = isInt ? 0.5 : 0;
  const [warp, unwarp] =
    scale === "log" ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x];
  const low = warp(min - half);
  const width = warp(max + half) - low;
  const shareOf = (value: number) => (warp(value) - low) / width;
  return {
    values: isInt ? stepThrough(min, max, 1) : null,
    at(share: number) {
      const value = unwarp(low + width * share);
      return Math.min(max, Math.max(min, isInt ? Math.round(value) : value));
    },
    cellOf(value: ParamValue): [number, number] | null {
      if (typeof value !== "number" || !(value >= min && value <= max)) return null;
      if (isInt && !Number.isInteger(value)) return null;
      return [shareOf(value - half), shareOf(value + half)];
    },
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
