import type { RunSummary } from "@rookery/contracts";
import { type Colors, rampColor, rampStops, seriesColor } from "../../../charts/colors.ts";
import { escapeHtml } from "../../../charts/parts.ts";
import { groupByValue } from "./group-by-value.ts";
import type { Variable } from "./variable.ts";

export interface Point {
  run: RunSummary;
  place: [x: number | string, y: number | string];
  hue: number | string;
}

/** Points of one colour. */
export interface Layer {
  name: string;
  points: Point[];
  paint: (colors: Colors) => object;
}

interface Axes {
  x: Variable;
  y: Variable;
  color: Variable | undefined;
}

/** Runs that lack one of the values are left out. */
export function readPoints(runs: readonly RunSummary[], { x, y, color }: Axes): Point[] {
  return runs.flatMap((run): Point[] => {
    const across = x.read(run);
    const up = y.read(run);
    const hue = color ? color.read(run) : 0;
    if (across === undefined || up === undefined || hue === undefined) return [];
    return [{ run, place: [across, up], hue }];
  });
}

/** One layer per colour; pruned runs, whose metrics stem from a part, as rings below them. */
export function layPoints(points: readonly Point[], color: Variable | undefined): Layer[] {
  const pruned = points.filter(({ run }) => run.state === "pruned");
  const whole = points.filter(({ run }) => run.state !== "pruned");
  const rings: Layer = {
    name: "pruned",
    points: pruned,
    paint: (colors) => ({
      color: "transparent",
      borderColor: colors["line-strong"],
      borderWidth: 1,
      opacity: 0.7,
    }),
  };
  return [...(pruned.length > 0 ? [rings] : []), ...(color ? byHue(whole) : [plain(whole)])];
}

function plain(points: Point[]): Layer {
  return {
    name: "succeeded",
    points,
    paint: (colors) => ({ color: colors.accent, opacity: 0.65 }),
  };
}

function byHue(points: readonly Point[]): Layer[] {
  const hues = points.map(({ hue }) => hue);
  const isRamp = hues.every((hue) => typeof hue === "number");
  const groups = groupByValue(hues);
  return groups.map(({ label, members }, index) => ({
    name: label,
    points: members.map((place) => points[place] as Point),
    paint: (colors) => ({
      color: isRamp
        ? rampColor(rampStops(colors), index / Math.max(groups.length - 1, 1))
        : seriesColor(colors, index),
      opacity: 0.75,
    }),
  }));
}

/** A point in the words of a tooltip. */
export function describePoint(point: Point | undefined, variables: readonly Variable[]): string {
  if (!point) return "";
  const lines = variables.map(
    ({ title, text }) => `${escapeHtml(title)} ${escapeHtml(text(point.run))}`,
  );
  return [`<b>#${point.run.number}</b> ${point.run.state}`, ...lines].join("<br>");
}
