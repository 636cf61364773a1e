import type { Range } from "./space.ts";

/** Values computed on demand, so that a huge grid costs nothing. */
export interface ValueList<T> {
  count: number;
  at(index: number): T;
}

/** Digits that survive the rounding error of a step: 0.1 + 2 * 0.1 is 0.3. */
const significantDigits = 14;

/** The values of a range in ascending order; null for a continuous one. */
export function enumerateRange(range: Range): ValueList<number> | null {
  const { type, scale, min, max, count } = range;
  const step =
    range.step ?? (type === "int" && scale !== "log" && count === undefined ? 1 : undefined);
  if (step !== undefined) return stepThrough(min, max, step);
  if (count === undefined) return null;

  const at = (index: number) => {
    if (index === 0) return min;
    if (index === count - 1) return max;
    const share = index / (count - 1);
    const value = scale === "log" ? min * (max / min) ** share : min + (max - min) * share;
    return type === "int" ? Math.round(value) : tidy(value);
  };
  // Rounding may make neighbours equal; a grid must not repeat itself.
  const values = [...new Set(Array.from({ length: count }, (_, index) => at(index)))];
  return { count: values.length, at: (index) => values[index] as number };
}

/** `min` and, when a whole number of steps reaches it, `max` are among them to the last digit. */
export function stepThrough(min: number, max: number, step: number): ValueList<number> {
  const wholeSteps = tidy((max - min) / step);
  const steps = Math.floor(wholeSteps);
  return {
    count: steps + 1,
    at(index) {
      if (index === 0) return min;
      if (index === wholeSteps) return max;
      return Math.min(max, tidy(min + index * step));
    },
  };
}

/** Where `value` stands in an ascending list, or -1. */
export function indexOfValue(values: ValueList<number>, value: number): number {
  let low = 0;
  let high = values.count - 1;
  const share = (value - values.at(low)) / (values.at(high) - values.at(low));
  const guess = Math.round(share * high);
  if (guess >= low && guess <= high && values.at(guess) === value) return guess;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values.at(middle) < value) low = middle + 1;
    else high = middle;
  }
  return values.at(low) === value ? low : -1;
}

function tidy(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(significantDigits));
}
