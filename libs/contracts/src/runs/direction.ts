import { z } from "zod";

/** Whether more of a metric is better, or less. */
export const Direction = z.enum(["maximize", "minimize"]);
export type Direction = z.infer<typeof Direction>;

/**
 * Every comparison of metrics goes through this file, under one rule: infinities
 * are numbers like others, so an infinite loss is the worst there is; NaN and a
 * missing value are worse than any number, and none of them is better than the other.
 */
type Value = number | null | undefined;

/** A value the way samplers and pruners see it: larger is better. NaN stays NaN. */
export function scoreOf(direction: Direction, value: number): number {
  return direction === "minimize" ? -value : value;
}

/**
 * By how much a value is better than another: below 0 when it is worse, 0 when
 * neither is better, infinite when only one of them is a number.
 */
export function measureGain(direction: Direction, value: Value, than: Value): number {
  if (!isNumber(value)) return isNumber(than) ? Number.NEGATIVE_INFINITY : 0;
  if (!isNumber(than)) return Number.POSITIVE_INFINITY;
  // The difference of two equal infinities would be NaN.
  return value === than ? 0 : scoreOf(direction, value) - scoreOf(direction, than);
}

export function isBetter(direction: Direction, value: Value, than: Value): boolean {
  return measureGain(direction, value, than) > 0;
}

/** Where the best of the values stands, the first of equal ones; undefined when none of them is a number. */
export function bestOf(direction: Direction, values: readonly Value[]): number | undefined {
  let best: number | undefined;
  for (const [index, value] of values.entries()) {
    if (isBetter(direction, value, best === undefined ? undefined : values[best])) best = index;
  }
  return best;
}

/** How a listing is sorted for the best to come first. */
export function bestFirst(direction: Direction): "asc" | "desc" {
  return direction === "minimize" ? "asc" : "desc";
}

function isNumber(value: Value): value is number {
  return typeof value === "number" && !Number.isNaN(value);
}
