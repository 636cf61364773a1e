import {
  decodeMetric,
  isTerminalRunState,
  type ParamValue,
  type RunSummary,
} from "@rookery/contracts";
import { areTied } from "../format/metrics.ts";

/** Whether it has come to its end, however that was. */
export function hasEnded({ state }: Pick<RunSummary, "state">): boolean {
  return isTerminalRunState(state);
}

/** A metric as a number that can be drawn; undefined when absent, NaN or infinite. */
export function readMetric({ metrics }: RunSummary, name: string): number | undefined {
  const metric = metrics[name];
  const value = metric === undefined ? Number.NaN : decodeMetric(metric);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * A metric that can be held against that of other runs. What a pruned run
 * reported stems from a part of its folds or steps, so its score is undefined.
 */
export function readScore(run: RunSummary, name: string): number | undefined {
  return run.state === "succeeded" ? readMetric(run, name) : undefined;
}

/** The other runs whose score is as good as this one's, but for rounding. */
export function findTied<T extends RunSummary>(
  run: RunSummary,
  runs: readonly T[],
  name: string,
): T[] {
  const score = readScore(run, name);
  if (score === undefined) return [];
  return runs.filter((other) => {
    const own = readScore(other, name);
    return other.id !== run.id && own !== undefined && areTied(own, score);
  });
}

/** From the start of its newest attempt to its end; undefined while one of them is not known. */
export function runTimeMs({
  startedAt,
  endedAt,
}: Pick<RunSummary, "startedAt" | "endedAt">): number | undefined {
  return startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : undefined;
}

/** Names in the order of their first appearance. */
export function listParams(runs: Iterable<Pick<RunSummary, "params">>): string[] {
  const names = new Set<string>();
  for (const { params } of runs) for (const name in params) names.add(name);
  return [...names];
}

/** Names in the order of their first appearance. */
export function listMetrics(runs: Iterable<Pick<RunSummary, "metrics">>): string[] {
  const names = new Set<string>();
  for (const { metrics } of runs) for (const name in metrics) names.add(name);
  return [...names];
}

/** Parameters of which at least two values occur: what can be drawn as an axis. */
export function searchedParams(runs: readonly RunSummary[]): string[] {
  return listParams(runs).filter((name) => {
    const first = runs.find(({ params }) => params[name] !== undefined)?.params[name];
    return runs.some(({ params }) => params[name] !== undefined && params[name] !== first);
  });
}

/** Whether all that are there are numbers. */
export function isNumeric(values: readonly (ParamValue | undefined)[]): boolean {
  return values.every((value) => value === undefined || typeof value === "number");
}
