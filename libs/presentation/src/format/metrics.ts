import { decodeMetric, type MetricValue } from "@rookery/contracts";
import { nothing } from "./numbers.ts";

/** What a value is written as; NaN and infinities by name, nothing for what is missing. */
export type MetricFormat = (metric: MetricValue | null | undefined) => string;

/** A double keeps so many digits of every number. */
const mostDigits = 15;
const largestPlain = 100_000;
const smallestPlain = 1e-5;

/** A value by itself: four decimals for scores, three to five digits for what is small or large. */
export function formatMetric(metric: MetricValue | null | undefined): string {
  return createMetricFormat([metric], { apart: false })(metric);
}

/** Every digit, for values that must be the same to the last one. */
export function formatExact(metric: MetricValue | null): string {
  return metric === null ? nothing : String(decodeMetric(metric));
}

/**
 * How the values of one column are written: all with the same number of
 * decimals, so that they line up. It is what the largest of them has by itself
 * and, unless `apart` is false, as many more as tell all of them apart that are
 * not tied, up to the 15 digits that every double keeps. What decimals cannot tell
 * apart, or is very large or small, is written with an exponent.
 */
export function createMetricFormat(
  metrics: Iterable<MetricValue | null | undefined>,
  { apart = true }: { apart?: boolean } = {},
): MetricFormat {
  const sizes = listDistinct(metrics);
  const largest = sizes.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isPlain = largest === 0 || (largest >= smallestPlain && largest < largestPlain);
  // Zero is among them, so that nothing else reads like it.
  const values = apart ? withoutTies([...sizes, 0]) : [];
  const write = (isPlain ? fixed(largest, values) : undefined) ?? exponential(values);
  return (metric) => {
    if (metric === undefined || metric === null) return nothing;
    const value = decodeMetric(metric);
    return Number.isFinite(value) ? write(value) : String(value);
  };
}

/**
 * Whether two values differ by no more than rounding: the same scores of up to
 * 50 folds, added in another order, may give another last digit.
 */
export function areTied(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= 1e-14 * Math.max(Math.abs(a), Math.abs(b));
}

type Write = (value: number) => string;

function fixed(largest: number, values: readonly number[]): Write | undefined {
  const digitsBefore = largest < 1 ? 0 : Math.floor(Math.log10(largest)) + 1;
  const fewest = decimalsOf(largest, digitsBefore);
  for (let decimals = fewest; decimals <= mostDigits - digitsBefore; decimals++) {
    const write = (value: number) => value.toFixed(decimals);
    if (tellsApart(values, write)) return write;
  }
  return undefined;
}

function decimalsOf(largest: number, digitsBefore: number): number {
  if (largest !== 0 && largest < 0.01) return 2 - Math.floor(Math.log10(largest));
  return largest < 100 ? 4 : Math.max(0, 5 - digitsBefore);
}

function exponential(values: readonly number[]): Write {
  for (let decimals = 2; ; decimals++) {
    const write = (value: number) => value.toExponential(decimals);
    if (decimals === mostDigits - 1 || tellsApart(values, write)) return write;
  }
}

/** `values` ascend, so only neighbours can read the same. */
function tellsApart(values: readonly number[], write: Write): boolean {
  let before: string | undefined;
  for (const value of values) {
    const text = write(value).replace(/^-(?=[0.]+$)/, "");
    if (text === before) return false;
    before = text;
  }
  return true;
}

function listDistinct(metrics: Iterable<MetricValue | null | undefined>): number[] {
  const values = new Set<number>();
  for (const metric of metrics) {
    const value = metric === undefined || metric === null ? Number.NaN : decodeMetric(metric);
    if (Number.isFinite(value)) values.add(value);
  }
  return [...values];
}

/** Ascending, of those that are tied the first. */
function withoutTies(values: readonly number[]): number[] {
  const kept: number[] = [];
  for (const value of values.toSorted((a, b) => a - b)) {
    const last = kept.at(-1);
    if (last === undefined || !areTied(last, value)) kept.push(value);
  }
  return kept;
}
