import { decodeMetric, type MetricValue, type Run, type Validation } from "@rookery/contracts";

/** One run's folds, for one metric. */
export interface FoldScores {
  run: Run;
  /** By fold; what is no finite number is left out. */
  scores: { fold: number; score: number }[];
  /** undefined while there is none, or when it is not finite. */
  mean: number | undefined;
  /** The standard deviation over the folds, where there is one. */
  spread: number | undefined;
}

/** Metrics that some run has on two folds or more. */
export function listFoldMetrics(runs: readonly Run[]): string[] {
  const names = runs.flatMap(({ folds }) =>
    folds.length > 1 ? folds.flatMap(({ metrics }) => Object.keys(metrics)) : [],
  );
  return [...new Set(names)];
}

export function readFoldScores(run: Run, metric: string): FoldScores {
  const scores = run.folds.flatMap(({ fold, metrics }) => {
    const score = toFinite(metrics[metric]);
    return score === undefined ? [] : [{ fold, score }];
  });
  return { run, scores, mean: toFinite(run.metrics[metric]), spread: toFinite(run.spread[metric]) };
}

/**
 * Whether what a run reported of a metric at its steps are means over the folds
 * so far. Folds have no order that means anything, so that is no curve of learning.
 */
export function isOverFolds(
  { folds }: Run,
  metric: string,
  validation: Validation | undefined,
): boolean {
  if (folds.length > 0) return folds.length > 1 && metric in (folds[0]?.metrics ?? {});
  return validation?.kind === "k-fold";
}

function toFinite(metric: MetricValue | undefined): number | undefined {
  const value = metric === undefined ? Number.NaN : decodeMetric(metric);
  return Number.isFinite(value) ? value : undefined;
}
