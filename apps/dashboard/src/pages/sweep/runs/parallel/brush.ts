import type { RunSummary } from "@rookery/contracts";
import { type Axis, placeOf } from "./parallel-axes.ts";

/** A brushed part of an axis: numbers between two, or some categories. */
export type BrushedPart =
  | { name: string; min: number; max: number }
  | { name: string; categories: readonly string[] };

/** `steps~50~100,kind:a~b`, as it stands in the address. */
export function writeBrush(parts: readonly BrushedPart[]): string | undefined {
  if (parts.length === 0) return undefined;
  return parts
    .map((part) =>
      "categories" in part
        ? `${encode(part.name)}:${part.categories.map(encode).join("~")}`
        : [encode(part.name), round(part.min), round(part.max)].join("~"),
    )
    .join(",");
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}

/** What cannot be read is left out. */
export function readBrush(text: string | undefined): BrushedPart[] {
  return (text ?? "").split(",").flatMap((part): BrushedPart[] => {
    const [ofCategories = "", categories] = part.split(":");
    if (categories !== undefined) {
      return [{ name: decode(ofCategories), categories: categories.split("~").map(decode) }];
    }
    const [ofNumbers = "", min, max] = part.split("~");
    const range = { name: decode(ofNumbers), min: Number(min), max: Number(max) };
    return range.min <= range.max ? [range] : [];
  });
}

/** So that no separator is left in it. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("~", "%7E");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** The part of an axis between two places on it. */
export function brushedPart(
  { name, categories }: Axis,
  [low, high]: [number, number],
): BrushedPart {
  if (categories === null) return { name, min: low, max: high };
  return { name, categories: categories.filter((_, place) => place >= low && place <= high) };
}

/** Where a brushed part lies on its axis: the ends of each stretch. */
export function brushedPlaces({ categories }: Axis, part: BrushedPart): [number, number][] {
  if (!("categories" in part)) return [[part.min, part.max]];
  const chosen = new Set(part.categories);
  return (categories ?? []).flatMap((name, place): [number, number][] =>
    chosen.has(name) ? [[place - categoryReach, place + categoryReach]] : [],
  );
}

/** Of a step between two categories, how far a mark reaches to each side. */
const categoryReach = 0.4;

/** The runs that lie in every brushed part. */
export function applyBrush(
  runs: readonly RunSummary[],
  axes: readonly Axis[],
  parts: readonly BrushedPart[],
): readonly RunSummary[] {
  const tests = parts.flatMap((part) => {
    const axis = axes.find(({ name }) => name === part.name);
    return axis ? [createPartTest(axis, part)] : [];
  });
  return tests.length === 0 ? runs : runs.filter((run) => tests.every((test) => test(run)));
}

function createPartTest(axis: Axis, part: BrushedPart): (run: RunSummary) => boolean {
  if ("categories" in part) {
    const chosen = new Set(part.categories);
    return (run) => chosen.has(String(axis.read(run)));
  }
  return (run) => {
    const place = placeOf(axis, axis.read(run));
    return place !== null && place >= part.min && place <= part.max;
  };
}
