import { matchSpace, type ParamSpace, type ParamValue, type Range } from "@rookery/contracts";

/** A parameter cut into cells: what trees split, and how much of the space lies in each. */
export interface ParamColumn {
  name: string;
  /** Whether cells follow each other, so that a split keeps neighbours together. */
  isOrdered: boolean;
  /** Each cell's share of the parameter's space; together 1. */
  widths: readonly number[];
  cellOf: (value: ParamValue) => number;
}

/** More cuts of one parameter would tell runs apart, not values. */
const mostCells = 64;

/**
 * The cells of a parameter: of numbers, cut halfway between the values that runs
 * had, on the range's scale or by their places in the list; of anything else, one per
 * value. `seen` are the values of the runs.
 */
export function createParamColumn(
  name: string,
  space: ParamSpace | undefined,
  seen: readonly ParamValue[],
): ParamColumn {
  const listed = (values: readonly ParamValue[]) => ({
    name,
    ...cutList([...new Set([...values, ...seen])], seen),
  });
  if (space === undefined) return listed([]);
  return matchSpace(space, {
    value: (value) => listed([value]),
    fixed: ({ value }) => listed([value]),
    choices: ({ values }) => listed(values),
    booleans: () => listed([false, true]),
    range: (range) => ({ name, ...cutRange(range, seen) }),
  });
}

type Cells = Omit<ParamColumn, "name">;

function cutList(values: readonly ParamValue[], seen: readonly ParamValue[]): Cells {
  const isOrdered = values.every((value) => typeof value === "number");
  const order = isOrdered ? values.toSorted((a, b) => Number(a) - Number(b)) : values;
  const places = new Map(order.map((value, place) => [value, place]));
  const placeOf = (value: ParamValue) => places.get(value) ?? 0;
  if (isOrdered) return cutBetween(seen, (value) => (placeOf(value) + 0.5) / order.length);
  return { isOrdered, widths: order.map(() => 1 / order.length), cellOf: placeOf };
}

function cutRange({ type, scale, min, max }: Range, seen: readonly ParamValue[]): Cells {
  const warp = scale === "log" ? Math.log : (value: number) => value;
  // An integer stands for all that would be rounded to it.
  const half = type === "int" ? 0.5 : 0;
  const [low, high] = [warp(min - half), warp(max + half)];
  return cutBetween(seen, (value) => {
    const share = (warp(Number(value)) - low) / (high - low);
    return Math.min(1, Math.max(0, share));
  });
}

/** `shareOf` says where a value lies, from 0 to 1. */
function cutBetween(seen: readonly ParamValue[], shareOf: (value: ParamValue) => number): Cells {
  const shares = [...new Set(seen.map(shareOf))].sort((a, b) => a - b);
  const cuts = thin(shares.slice(1).map((share, index) => (share + shares[index]) / 2));
  const edges = [0, ...cuts, 1];
  return {
    isOrdered: true,
    widths: edges.slice(1).map((edge, index) => edge - edges[index]),
    cellOf: (value) => {
      const share = shareOf(value);
      const above = cuts.findIndex((cut) => share <= cut);
      return above < 0 ? cuts.length : above;
    },
  };
}

/** An even choice of them, when there are too many. */
function thin(cuts: readonly number[]): number[] {
  const most = mostCells - 1;
  if (cuts.length <= most) return [...cuts];
  return Array.from({ length: most }, (_, i) => cuts[Math.floor(((i + 0.5) * cuts.length) / most)]);
}
