import {
  bestOf,
  decodeMetric,
  directionOf,
  type MetricValue,
  type RunSummary,
} from "@rookery/contracts";
import { areTied } from "../format/metrics.ts";
import { formatParam, nothing } from "../format/numbers.ts";
import { formatDuration } from "../format/times.ts";
import { describeScoredRows } from "../sweeps/describe-spec.ts";
import { createScoreFormat } from "./create-score-format.ts";
import { hasEnded, listMetrics, listParams, runTimeMs } from "./read-runs.ts";

/** More runs than this cannot be told apart beside each other. */
export const maxCompared = 12;

/** One thing that is known of the runs, side by side. */
export interface ComparedRow {
  name: string;
  /** One per run, in their order. */
  cells: string[];
  /** By value, not by what the cells show of it; scores that differ by rounding alone do not. */
  differs: boolean;
  /** Where the best value stands; several places when they are tied. */
  best: readonly number[];
  /** Why a metric that differs has no best value. */
  whyNoBest?: string;
}

export interface RunComparison {
  state: ComparedRow;
  /** What the scores were measured on; undefined where nobody told. */
  rows: ComparedRow | undefined;
  /** Those in which the runs differ come first, of parameters and of metrics. */
  params: ComparedRow[];
  metrics: ComparedRow[];
  time: ComparedRow;
  /** Per run, why it cannot be the best at anything; undefined where it can. */
  whyNotCounted: (string | undefined)[];
}

/** Of the sweep that a run belongs to, by the sweep's id. */
export type ScoredRows = ReadonlyMap<string, Parameters<typeof describeScoredRows>[0]>;

/**
 * Runs side by side. Only runs that succeeded can be the best at a metric, and
 * only where all of them were measured on the same rows. Those that are tied
 * are the best together.
 */
export function compareRuns(
  runs: readonly RunSummary[],
  specs: ScoredRows = new Map(),
): RunComparison {
  const rows = compareRows(runs, specs);
  const whyNotCounted = runs.map(explainState);
  const counted = whyNotCounted.map((why) => why === undefined);
  const knownRows = new Set((rows?.cells ?? []).filter((_, index) => counted[index]));
  return {
    state: makeRow("state", runs, ({ state }) => state, String),
    rows,
    params: listParams(runs)
      .map((name) => makeRow(name, runs, ({ params }) => params[name], formatParam))
      .sort(differingFirst),
    metrics: listMetrics(runs)
      .map((name) => compareMetric(runs, name, { counted, isOneSetOfRows: knownRows.size < 2 }))
      .sort(differingFirst),
    time: makeRow("time", runs, runTimeMs, (ms) =>
      ms === undefined ? nothing : formatDuration(ms),
    ),
    whyNotCounted,
  };
}

function explainState({ state }: RunSummary): string | undefined {
  if (state === "succeeded") return undefined;
  if (state === "pruned") return "pruned: its metrics stem from a part of its folds or steps";
  return hasEnded({ state })
    ? `${state}: what it measured, if anything, is not the whole`
    : `${state}: it is not over yet`;
}

function makeRow<T>(
  name: string,
  runs: readonly RunSummary[],
  read: (run: RunSummary) => T,
  format: (value: T) => string,
): ComparedRow {
  const values = runs.map(read);
  return { name, cells: values.map(format), differs: new Set(values).size > 1, best: [] };
}

function compareRows(runs: readonly RunSummary[], specs: ScoredRows): ComparedRow | undefined {
  if (specs.size === 0) return undefined;
  const describe = ({ sweepId }: RunSummary) => {
    const spec = specs.get(sweepId ?? "");
    return spec === undefined ? "not known" : describeScoredRows(spec);
  };
  return makeRow("measured on", runs, describe, String);
}

interface Counting {
  counted: readonly boolean[];
  isOneSetOfRows: boolean;
}

function compareMetric(runs: readonly RunSummary[], name: string, counting: Counting): ComparedRow {
  const values = runs.map(({ metrics }) => metrics[name]);
  const cells = runs.map(createScoreFormat(runs, name));
  const differs = areDifferent(values);
  const row = { name, cells, differs, best: [] };
  return differs ? { ...row, ...findBest(values, name, counting) } : row;
}

function findBest(
  values: readonly (MetricValue | undefined)[],
  name: string,
  { counted, isOneSetOfRows }: Counting,
): Partial<Pick<ComparedRow, "best" | "whyNoBest">> {
  const direction = directionOf(name);
  if (direction === undefined) {
    return { whyNoBest: "nobody knows whether more of it is better" };
  }
  if (!isOneSetOfRows) return { whyNoBest: "the runs were not measured on the same rows" };
  const scores = values.map((value, index) => (counted[index] ? toNumber(value) : Number.NaN));
  const known = scores.filter((score) => !Number.isNaN(score));
  if (known.length < 2) return { whyNoBest: "fewer than two of the runs succeeded with a number" };
  if (!areDifferent(known)) return { whyNoBest: "it is the same in the runs that succeeded" };
  const best = scores[bestOf(direction, scores) ?? 0] as number;
  return { best: [...scores.keys()].filter((index) => areTied(scores[index] as number, best)) };
}

function toNumber(value: MetricValue | undefined): number {
  return value === undefined ? Number.NaN : decodeMetric(value);
}

function areDifferent(values: readonly (MetricValue | undefined)[]): boolean {
  const [first, ...others] = values;
  return others.some(
    (value) =>
      (value === undefined) !== (first === undefined) || !areTied(toNumber(value), toNumber(first)),
  );
}

function differingFirst(a: ComparedRow, b: ComparedRow): number {
  return Number(b.differs) - Number(a.differs);
}
