import type { RunSummary } from "@rookery/contracts";
import { createMetricFormat } from "../format/metrics.ts";

/** What ± means, wherever a score has one. */
export const spreadNote = "± is the standard deviation over the validation folds";

/**
 * How one metric of several runs is written: with as many digits as tell them
 * apart, and the spread over its folds behind it, `0.9713 ± 0.0124`. What a pruned
 * run measured has none: not all of its folds are there.
 */
export function createScoreFormat(
  runs: readonly RunSummary[],
  name: string,
): (run: RunSummary) => string {
  const formatScore = createMetricFormat(runs.map(({ metrics }) => metrics[name]));
  const formatSpread = createMetricFormat(
    runs.map((run) => readSpread(run, name)),
    { apart: false },
  );
  return (run) => {
    const score = formatScore(run.metrics[name]);
    const spread = readSpread(run, name);
    return spread === undefined ? score : `${score} ± ${formatSpread(spread)}`;
  };
}

/** Whether any of the runs has a spread to be explained. */
export function hasSpread(runs: readonly RunSummary[], name: string): boolean {
  return runs.some((run) => readSpread(run, name) !== undefined);
}

function readSpread({ state, metrics, spread }: RunSummary, name: string) {
  return state === "succeeded" && metrics[name] !== undefined ? spread[name] : undefined;
}
