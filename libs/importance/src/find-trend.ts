import { type Direction, type Params, type ParamValue, scoreOf } from "@rookery/contracts";

export interface ScoredParams {
  params: Params;
  /** A number; runs without one tell nothing. */
  score: number;
}

/**
 * What to do about a parameter: of numbers, whether larger ones score better
 * (`up`), smaller ones do (`down`) or neither (`mixed`); of anything else, the
 * value with the best median.
 */
export type Trend =
  | { kind: "order"; direction: "up" | "down" | "mixed"; correlation: number }
  | { kind: "value"; best: ParamValue };

/** A rank correlation of unrelated numbers is larger than this in one of twenty cases. */
const significance = 1.96;

/** By Spearman's rank correlation with the score, where 5% of unrelated numbers would count as a trend. */
export function findTrend(
  runs: readonly ScoredParams[],
  name: string,
  direction: Direction,
): Trend {
  const values = runs.map(({ params }) => params[name] as ParamValue);
  const scores = runs.map(({ score }) => scoreOf(direction, score));
  if (!values.every((value) => typeof value === "number")) {
    return { kind: "value", best: findBestValue(values, scores) };
  }
  const correlation = correlate(rank(values), rank(scores));
  const isClear = Math.abs(correlation) * Math.sqrt(runs.length - 1) > significance;
  return {
    kind: "order",
    direction: isClear ? (correlation > 0 ? "up" : "down") : "mixed",
    correlation,
  };
}

function findBestValue(values: readonly ParamValue[], scores: readonly number[]): ParamValue {
  const groups = new Map<ParamValue, number[]>();
  for (const [index, value] of values.entries()) {
    groups.set(value, [...(groups.get(value) ?? []), scores[index]]);
  }
  const medians = [...groups].map(([value, own]) => ({ value, median: findMedian(own) }));
  return medians.reduce((best, one) => (one.median > best.median ? one : best)).value;
}

function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** From 1; ties share the mean of their ranks. */
function rank(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]] === values[order[from]]) to++;
    for (let i = from; i <= to; i++) ranks[order[i]] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

/** Pearson's; 0 where one of them does not vary. */
function correlate(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [a, b].map((list) => list.reduce((sum, x) => sum + x, 0) / list.length);
  let [both, ofA, ofB] = [0, 0, 0];
  for (const [index, x] of a.entries()) {
    const [da, db] = [x - meanA, b[index] - meanB];
    both += da * db;
    ofA += da * da;
    ofB += db * db;
  }
  return ofA > 0 && ofB > 0 ? both / Math.sqrt(ofA * ofB) : 0;
}
