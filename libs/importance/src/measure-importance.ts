import type { Direction, ParamSpace } from "@rookery/contracts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { decomposeVariance } from "./decompose-variance.ts";
import { findTrend, type ScoredParams, type Trend } from "./find-trend.ts";
import { growTree } from "./grow-tree.ts";
import { createParamColumn } from "./param-column.ts";

export interface ParamImportance {
  name: string;
  /** From 0 to 1: how much of the score's variance over the space it makes by itself. */
  share: number;
  /** How many of the runs have the parameter. */
  runs: number;
  trend: Trend;
}

export interface Importance {
  /** The most important first. */
  params: ParamImportance[];
  /** The rest of the variance: what parameters make together, and chance. */
  together: number;
  runs: number;
}

export interface ImportanceQuestion {
  runs: readonly ScoredParams[];
  direction: Direction;
  space: Readonly<Record<string, ParamSpace>>;
}

const fewestRuns = 10;
const trees = 48;
/** A tree learns from so many runs at most: more would change little but the time it takes. */
const mostRows = 256;
const seed = 1;
/** Scores farther outside of the quartiles than this many times their distance are taken as that far. */
const farOut = 3;
/**
 * How much each parameter decides about the score: functional ANOVA over a
 * random forest (Hutter, Hoos and Leyton-Brown 2014,
 * https://proceedings.mlr.press/v32/hutter14.html), as Optuna's
 * `FanovaImportanceEvaluator` has it. The shares of the parameters and what they
 * make `together` add up to 1.
 *
 * - A parameter that only some runs have is filled in for the others with values
 *   of those that have it, drawn anew for every tree. So its absence says nothing, which
 *   is its condition's merit, and it weighs no more than the part of the space that it is in.
 * - A score far outside of the others is drawn in, so that no single run carries a share.
 * - The same runs give the same answer: the seed is fixed.
 *
 * Chosen over PED-ANOVA (Watanabe et al. 2023), which takes the best tenth of
 * the runs against all: with the tens of runs of most sweeps that are too few, and a
 * trainer that most runs have was put behind a parameter of a handful.
 * null with fewer than ten runs, or when all score the same.
 */
export function measureImportance(question: ImportanceQuestion): Importance | null {
  const { runs, direction, space } = question;
  if (runs.length < fewestRuns) return null;
  const names = new Set(runs.flatMap(({ params }) => Object.keys(params)));
  const varied = [...names].flatMap((name) => {
    const own = runs.filter(({ params }) => params[name] !== undefined);
    const values = own.map(({ params }) => params[name]);
    if (new Set(values).size < 2) return [];
    return [{ own, column: createParamColumn(name, space[name], values) }];
  });
  const columns = varied.map(({ column }) => column);
  const known = columns.map(({ name, cellOf }) =>
    runs.map(({ params: { [name]: value } }) => (value === undefined ? -1 : cellOf(value))),
  );
  const scores = drawIn(runs.map(({ score }) => score));
  const generator = xoroshiro128plus(seed);
  const draw = (count: number) => Math.floor(((generator.next() >>> 0) / 2 ** 32) * count);
  const sums = new Float64Array(columns.length);
  let told = 0;
  for (let tree = 0; tree < trees; tree++) {
    const cells = known.map((own) => fillIn(own, draw));
    const rows = Array.from({ length: Math.min(runs.length, mostRows) }, () => draw(runs.length));
    const shares = decomposeVariance(growTree({ columns, cells, scores, rows }), columns);
    if (shares === null) continue;
    told += 1;
    for (const [column, share] of shares.entries()) sums[column] += share;
  }
  if (told === 0) return null;
  const params = varied
    .map(({ own, column: { name } }, index) => ({
      name,
      share: sums[index] / told,
      runs: own.length,
      trend: findTrend(own, name, direction),
    }))
    .sort((a, b) => b.share - a.share);
  const alone = params.reduce((sum, { share }) => sum + share, 0);
  return { params, together: Math.max(0, 1 - alone), runs: runs.length };
}

/** Where there is no cell, that of a run which has one. */
function fillIn(cells: readonly number[], draw: (count: number) => number): readonly number[] {
  const there = cells.filter((cell) => cell >= 0);
  if (there.length === cells.length) return cells;
  return cells.map((cell) => (cell >= 0 ? cell : there[draw(there.length)]));
}

/** Tukey's outer fences. Where half of the scores are the same there is no distance to go by. */
function drawIn(scores: readonly number[]): number[] {
  const sorted = scores.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  const [lower, upper] = [at(0.25), at(0.75)];
  const reach = farOut * (upper - lower);
  if (!(reach > 0)) return [...scores];
  return scores.map((score) => Math.min(upper + reach, Math.max(lower - reach, score)));
}
