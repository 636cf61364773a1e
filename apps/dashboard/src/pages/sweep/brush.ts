import type { RunSummary, SweepSpec } from "@rookery/contracts";
import { readMetric } from "../../sweep-runs.ts";
import { isLogParam, spansDecades } from "./scales.ts";

/** A brushed part of an axis: of a number its values, of a category its positions on the axis. */
export interface BrushedRange {
  name: string;
  min: number;
  max: number;
}

/** An axis of the parallel coordinates. */
export interface Axis {
  name: string;
  /** The categories in the order of the axis; null for numbers. */
  categories: string[] | null;
  isLog: boolean;
  read: (run: RunSummary) => number | string | undefined;
}

/** `steps~50~100,c~0.1~1`, as it stands in the address. */
export function writeBrush(ranges: readonly BrushedRange[]): string | undefined {
  if (ranges.length === 0) return undefined;
  return ranges
    .map(({ name, min, max }) => `${encodeURIComponent(name)}~${round(min)}~${round(max)}`)
    .join(",");
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}

/** What cannot be read is left out. */
export function readBrush(text: string | undefined): BrushedRange[] {
  return (text ?? "")
    .split(",")
    .map((part) => {
      const [name = "", min, max] = part.split("~");
      return { name: decode(name), min: Number(min), max: Number(max) };
    })
    .filter(({ name, min, max }) => name !== "" && min <= max);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** The runs that lie in every brushed range. */
export function applyBrush(
  runs: readonly RunSummary[],
  axes: readonly Axis[],
  ranges: readonly BrushedRange[],
): readonly RunSummary[] {
  const tests = ranges.flatMap((range) => {
    const axis = axes.find(({ name }) => name === range.name);
    return axis ? [(run: RunSummary) => isWithin(axis, range, axis.read(run))] : [];
  });
  return tests.length === 0 ? runs : runs.filter((run) => tests.every((test) => test(run)));
}

function isWithin(axis: Axis, { min, max }: BrushedRange, value: number | string | undefined) {
  if (value === undefined) return false;
  const place = axis.categories ? axis.categories.indexOf(String(value)) : Number(value);
  return place >= min && place <= max;
}

/** One axis for each parameter that varies, then the metric. */
export function makeAxes(
  runs: readonly RunSummary[],
  params: readonly string[],
  { metric, space }: { metric: string; space: SweepSpec["space"] },
): Axis[] {
  const paramAxes = params.map((name): Axis => {
    const values = runs.map(({ params: own }) => own[name]).filter((value) => value !== undefined);
    if (values.every((value) => typeof value === "number")) {
      return {
        name,
        categories: null,
        isLog: isLogParam(space, name, values),
        read: ({ params: own }) => own[name] as number,
      };
    }
    const categories = [...new Set(values.map(String))].sort();
    return {
      name,
      categories,
      isLog: false,
      read: ({ params: own }) => (own[name] === undefined ? undefined : String(own[name])),
    };
  });
  const scores = runs.map((run) => readMetric(run, metric)).filter((score) => score !== undefined);
  const isLog = spansDecades(scores);
  return [
    ...paramAxes,
    { name: metric, categories: null, isLog, read: (run) => readMetric(run, metric) },
  ];
}
