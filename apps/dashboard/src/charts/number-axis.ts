import type { SweepSpec } from "@rookery/contracts";
import type { Colors } from "./colors.ts";
import { axisLooks } from "./parts.ts";

/** Ticks beyond these crowd an axis. */
const mostTicks = 7;
/** Of a step: what floating point may be off by. */
const tiny = 1e-9;

interface NumberAxisOptions {
  isLog: boolean;
  colors: Colors;
}

/** An axis that the values fill. On a log scale ECharts would go on to whole powers of ten. */
export function numberAxis(values: readonly number[], { isLog, colors }: NumberAxisOptions) {
  const looks = axisLooks(colors);
  if (!isLog || values.length === 0) return { ...looks, type: "value", scale: true };
  const { min, max } = findExtent(values);
  const customValues = logTicks(min, max);
  return {
    ...looks,
    type: "log",
    min,
    max,
    axisTick: { ...looks.axisTick, customValues },
    axisLabel: { ...looks.axisLabel, customValues },
    splitLine: { show: false },
  };
}

/** Unlike `Math.min(...values)`, of any number of values. */
export function findExtent(values: readonly number[]): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** Of 1, 2 and 5 times powers of ten those in between; powers of ten alone where these are many. */
export function logTicks(min: number, max: number): number[] {
  for (const { digits, every } of [
    { digits: [1, 2, 5], every: 1 },
    { digits: [1], every: 1 },
    { digits: [1], every: 2 },
    { digits: [1], every: 4 },
  ]) {
    const ticks = listTicks({ min, max, digits, every });
    if (ticks.length <= mostTicks) return ticks.length < 2 ? [min, max] : ticks;
  }
  return [min, max];
}

/** At most seven round numbers, evenly apart. */
export function linearTicks(min: number, max: number): number[] {
  if (min === max) return [min];
  const rough = (max - min) / (mostTicks - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((digit) => digit * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let count = Math.ceil(min / step - tiny); count <= max / step + tiny; count++) {
    ticks.push(Number((count * step).toPrecision(12)));
  }
  return ticks;
}

interface TickRange {
  min: number;
  max: number;
  digits: readonly number[];
  every: number;
}

function listTicks({ min, max, digits, every }: TickRange): number[] {
  const powers: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++) {
    if (power % every === 0) powers.push(power);
  }
  // Read from text, since 10 ** -3 is not quite 0.001.
  const ticks = powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)));
  return ticks.filter((tick) => tick >= min && tick <= max);
}

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
