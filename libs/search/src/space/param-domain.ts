import {
  enumerateRange,
  indexOfValue,
  listConditions,
  matchSpace,
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
  /** Whether what was written says which values to try one by one: all but ranges without step or count do. */
  readonly isStepped: boolean;
  /** The value at a share from 0 to (not including) 1 of the parameter's own scale. */
  at(share: number): ParamValue;
  /** The shares that give this value, from and to; null when the parameter cannot have it. */
  cellOf(value: ParamValue): readonly [from: number, to: number] | null;
}

export function createParamDomain(name: string, space: ParamSpace): ParamDomain {
  const shared = { name, conditions: listConditions(space) };
  const listed = (values: readonly ParamValue[]): ParamDomain => {
    const list = { count: values.length, at: (index: number) => values[index] };
    return {
      ...shared,
      range: null,
      isStepped: true,
      ...shareEvenly(list, (value) => values.indexOf(value)),
    };
  };
  return matchSpace(space, {
    value: (value) => listed([value]),
    fixed: ({ value }) => listed([value]),
    choices: ({ values }) => listed(values),
    booleans: () => listed([false, true]),
    range: (range) => ({ ...shared, range, ...describeRange(range) }),
  });
}

type Scale = Pick<ParamDomain, "values" | "at" | "cellOf">;
type RangeScale = Scale & Pick<ParamDomain, "isStepped">;

/** Every value has the same share of the scale. */
function shareEvenly(values: ValueList<ParamValue>, indexOf: (value: ParamValue) => number): Scale {
  const { count } = values;
  return {
    values,
    at: (share) => values.at(Math.min(count - 1, Math.floor(share * count))),
    cellOf(value) {
      const index = indexOf(value);
      return index < 0 ? null : [index / count, (index + 1) / count];
    },
  };
}

function describeRange(range: Range): RangeScale {
  const values = enumerateRange(range);
  if (!values) return { isStepped: false, ...describeScale(range) };
  const scale = shareEvenly(values, (value) => indexOfValue(values, value as number));
  return { isStepped: true, ...scale };
}

/** Numbers without steps. Integers on the log scale get the shares that round to them. */
function describeScale({ type, scale, min, max }: Range): Scale {
  const isInt = type === "int";
  const half = isInt ? 0.5 : 0;
  const [warp, unwarp] =
    scale === "log" ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x];
  const low = warp(min - half);
  const width = warp(max + half) - low;
  const shareOf = (value: number) => (warp(value) - low) / width;
  return {
    values: isInt ? stepThrough(min, max, 1) : null,
    at(share) {
      const value = unwarp(low + width * share);
      return Math.min(max, Math.max(min, isInt ? Math.round(value) : value));
    },
    cellOf(value) {
      if (typeof value !== "number" || !(value >= min && value <= max)) return null;
      if (isInt && !Number.isInteger(value)) return null;
      return [shareOf(value - half), shareOf(value + half)];
    },
  };
}
