import { bestOf, decodeMetric, directionOf, type RunSummary } from "@rookery/contracts";
import { formatMetric, formatParam, nothing } from "../format/numbers.ts";
import { formatDuration } from "../format/times.ts";
import { listMetrics, listParams, runTimeMs } from "./read-runs.ts";

/** More runs than this cannot be told apart beside each other. */
export const maxCompared = 12;

/** One thing that is known of the runs, side by side. */
export interface ComparedRow {
  name: string;
  /** One per run, in their order. */
  cells: string[];
  /** By value, not by what the cells show of it. */
  differs: boolean;
  /** Where the best value stands. */
  best?: number;
  /** Why a metric that differs has no best value. */
  whyNoBest?: string;
}

export interface RunComparison {
  state: ComparedRow;
  /** Those in which the runs differ come first, of parameters and of metrics. */
  params: ComparedRow[];
  metrics: ComparedRow[];
  time: ComparedRow;
}

/**
 * Runs side by side. Only runs that succeeded can be the best at a metric: what
 * a pruned run measured stems from a part of its folds or steps.
 */
export function compareRuns(runs: readonly RunSummary[]): RunComparison {
  const states = runs.map(({ state }) => state);
  const times = runs.map(runTimeMs);
  return {
    state: { name: "state", cells: states, differs: areDifferent(states) },
    params: listParams(runs)
      .map((name) => compareParam(runs, name))
      .sort(differingFirst),
    metrics: listMetrics(runs)
      .map((name) => compareMetric(runs, name))
      .sort(differingFirst),
    time: {
      name: "time",
      cells: times.map((ms) => (ms === undefined ? nothing : formatDuration(ms))),
      differs: areDifferent(times),
    },
  };
}

function compareParam(runs: readonly RunSummary[], name: string): ComparedRow {
  const values = runs.map(({ params }) => params[name]);
  return { name, cells: values.map(formatParam), differs: areDifferent(values) };
}

function compareMetric(runs: readonly RunSummary[], name: string): ComparedRow {
  const values = runs.map(({ metrics }) => metrics[name]);
  const differs = areDifferent(values);
  const row = { name, cells: values.map(formatMetric), differs };
  return differs ? { ...row, ...findBest(runs, name) } : row;
}

function findBest(
  runs: readonly RunSummary[],
  name: string,
): Pick<ComparedRow, "best" | "whyNoBest"> {
  const direction = directionOf(name);
  if (direction === undefined) {
    return { whyNoBest: "nobody knows whether more of it is better" };
  }
  const scores = runs.map(({ state, metrics: { [name]: metric } }) =>
    state === "succeeded" && metric !== undefined ? decodeMetric(metric) : Number.NaN,
  );
  const known = scores.filter((score) => !Number.isNaN(score));
  if (known.length < 2) return { whyNoBest: "fewer than two of the runs succeeded with a number" };
  if (!areDifferent(known)) return { whyNoBest: "it is the same in the runs that succeeded" };
  const best = bestOf(direction, scores);
  return best === undefined ? {} : { best };
}

function areDifferent(values: readonly unknown[]): boolean {
  return new Set(values).size > 1;
}

function differingFirst(a: ComparedRow, b: ComparedRow): number {
  return Number(b.differs) - Number(a.differs);
}
