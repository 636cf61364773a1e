import type { ParamValue, RunSummary } from "@rookery/contracts";
import { isNumeric, readScore, searchedParams } from "@rookery/presentation";

export interface ParamImportance {
  name: string;
  /** From 0 to 1: how much of the metric's variance this parameter explains on its own. */
  share: number;
}

const maxGroups = 10;
const fewestRuns = 4;

/**
 * The correlation ratio of each varying parameter with a metric, adjusted for
 * the number of groups (epsilon squared, Kelley 1935): numbers with more than
 * ten values are cut into ten groups of equal size first. A parameter that
 * only some runs have is measured among those, or else it would get what decides
 * who has it. It sees one parameter at a time and misses what only their
 * interplay does. Largest first; left out are parameters of fewer than four runs
 * with the metric.
 */
export function explainVariance(runs: readonly RunSummary[], metric: string): ParamImportance[] {
  const scored = runs.flatMap((run) => {
    const score = readScore(run, metric);
    return score === undefined ? [] : [{ run, score }];
  });
  return searchedParams(scored.map(({ run }) => run))
    .map((name) => ({ name, own: scored.filter(({ run }) => run.params[name] !== undefined) }))
    .filter(({ own }) => own.length >= fewestRuns)
    .map(({ name, own }) => {
      const groups = groupValues(own.map(({ run }) => run.params[name] as ParamValue));
      const scores = own.map(({ score }) => score);
      return { name, share: epsilonSquared(groups, scores) };
    })
    .sort((a, b) => b.share - a.share);
}

/** The group of each value. */
function groupValues(values: readonly ParamValue[]): (string | number)[] {
  const distinct = new Set(values);
  if (distinct.size <= maxGroups || !isNumeric(values)) return values.map(String);
  const sorted = (values as number[]).toSorted((a, b) => a - b);
  const bounds = Array.from(
    { length: maxGroups - 1 },
    (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / maxGroups)] as number,
  );
  return values.map((value) => bounds.filter((bound) => (value as number) >= bound).length);
}

export function epsilonSquared(groups: readonly (string | number)[], scores: readonly number[]) {
  const mean = average(scores);
  const total = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  const members = new Map<string | number, number[]>();
  for (const [index, group] of groups.entries()) {
    const list = members.get(group) ?? [];
    list.push(scores[index] as number);
    members.set(group, list);
  }
  const free = scores.length - members.size;
  if (total === 0 || free <= 0) return 0;
  let within = 0;
  for (const list of members.values()) {
    const center = average(list);
    for (const score of list) within += (score - center) ** 2;
  }
  return Math.max(0, 1 - within / free / (total / (scores.length - 1)));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
