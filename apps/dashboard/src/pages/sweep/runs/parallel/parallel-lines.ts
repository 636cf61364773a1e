import { type Direction, measureGain, type RunSummary } from "@rookery/contracts";
import { type Axis, placeOf } from "./parallel-axes.ts";

/** More lines than this say nothing more, and take long to draw. */
export const maxLines = 600;
/** So many of the best runs, and of those that a brush leaves out, are drawn in any case. */
const fewLines = 100;
const maxGroups = 10;

export type Line = (number | string | null)[];

export interface RankedLines {
  /** From the worst group, first, to the best; about equally many in each. */
  groups: Line[][];
  /** Of runs without a score: pruned, failed or not over yet. */
  unranked: Line[];
}

interface RankOptions {
  score: (run: RunSummary) => number | undefined;
  direction: Direction;
  /** The runs that a brush keeps, which are drawn rather than others. Default: all. */
  kept?: ReadonlySet<RunSummary>;
}

/**
 * Runs as lines over the axes, in groups by rank rather than by score: a few
 * very bad runs would else take all the colours. Of many runs an even sample.
 */
export function rankLines(
  runs: readonly RunSummary[],
  axes: readonly Axis[],
  { score, direction, kept }: RankOptions,
): RankedLines {
  const toLine = (run: RunSummary): Line =>
    axes.map((axis) => {
      const value = axis.read(run);
      return axis.categories ? (value ?? null) : placeOf(axis, value);
    });
  const drawn = runs.filter(({ params }) => Object.keys(params).length > 0);
  const scored: { run: RunSummary; score: number }[] = [];
  const unscored: RunSummary[] = [];
  for (const run of drawn) {
    const own = score(run);
    if (own === undefined) unscored.push(run);
    else scored.push({ run, score: own });
  }
  scored.sort((a, b) => measureGain(direction, a.score, b.score));
  const isKept = ({ run }: { run: RunSummary }) => kept?.has(run) ?? true;
  const first = scored.filter(isKept);
  const chosen = new Set([
    ...takeEvenly(first.slice(0, -fewLines), maxLines - 2 * fewLines),
    ...first.slice(-fewLines),
    ...takeEvenly(
      scored.filter((one) => !isKept(one)),
      fewLines,
    ),
  ]);
  const ranked = scored.filter((one) => chosen.has(one));
  const size = Math.ceil(ranked.length / maxGroups);
  const groups: Line[][] = [];
  for (let from = 0; from < ranked.length; from += size) {
    groups.push(ranked.slice(from, from + size).map(({ run }) => toLine(run)));
  }
  return { groups, unranked: takeEvenly(unscored, fewLines).map(toLine) };
}

function takeEvenly<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(list.length / most));
  return list.filter((_, index) => index % step === 0);
}
