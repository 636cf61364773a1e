import type { RunSummary } from "@rookery/contracts";
import { type Axis, placeOf } from "./parallel-axes.ts";

/** A brushed part of an axis: of a number its values, of a category its positions on the axis. */
export interface BrushedRange {
  name: string;
  min: number;
  max: number;
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
  const place = axis.categories ? axis.categories.indexOf(String(value)) : placeOf(axis, value);
  return place !== null && place >= min && place <= max;
}
