import type { SweepSpec } from "@rookery/contracts";

/** Whether a parameter's values belong on a log scale: as its range was searched, else as they lie. */
export function isLogParam(
  space: SweepSpec["space"],
  name: string,
  values: readonly number[],
): boolean {
  const part = space[name];
  const isRange = typeof part === "object" && "min" in part;
  return isRange ? part.scale === "log" : spansDecades(values);
}

/** Above zero, over more than an order of magnitude, and most of them small: a linear scale would squeeze those. */
export function spansDecades(values: readonly number[]): boolean {
  const sorted = values.toSorted((a, b) => a - b);
  const [min, median, max] = [0, sorted.length >> 1, sorted.length - 1].map((at) => sorted[at]);
  if (min === undefined || median === undefined || max === undefined) return false;
  return min > 0 && max / min >= 20 && median < (min + max) / 4;
}
