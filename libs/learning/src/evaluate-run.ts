import {
  AppError,
  classificationMetricNames,
  type Params,
  type Validation,
} from "@rookery/contracts";
import { encodeRows } from "./features.ts";
import { fitEstimator } from "./fit-estimator.ts";
import {
  type ClassificationMetrics,
  type ConfusionMatrix,
  countConfusion,
  mean,
  measureClassification,
  type Scored,
} from "./metrics.ts";
import { planSplits } from "./plan-splits.ts";
import { scoreRows } from "./score-rows.ts";
import type { Table } from "./table.ts";
import { getTrainer, parseParams } from "./trainers.ts";

export interface RunInput {
  table: Table;
  target: string;
  features: readonly string[];
  trainer: string;
  params: Params;
  validation: Validation;
  testFraction: number;
  /** 32 bits. */
  seed: number;
  /** Asked between folds and, by trainers that can, inside `fit`. */
  shouldStop?: () => boolean;
  onProgress?: (progress: RunProgress) => void;
}

/** Without `step`: a fold is done and `values` are its metrics. With it: what the trainer reported. */
export interface RunProgress {
  fold: number;
  folds: number;
  step?: number;
  values: Record<string, number>;
}

export interface FoldEvaluation {
  metrics: ClassificationMetrics;
  trainingRowCount: number;
  validationRowCount: number;
  fitMs: number;
}

export interface RunEvaluation {
  /** Means over the folds; NaN where a fold's metric is NaN. */
  metrics: ClassificationMetrics;
  folds: FoldEvaluation[];
  /** All folds' predictions together. */
  confusion: ConfusionMatrix;
  /** Time inside the trainer's `fit`, all folds together. */
  fitMs: number;
  /** Time of the whole evaluation. */
  totalMs: number;
  rowCounts: { training: number; test: number; missingTarget: number };
}

/**
 * Cross-validates one combination on the training rows; the test rows stay
 * unseen. Throws `sweep-invalid`, `training-diverged`, `training-failed`, or
 * `run-cancelled` once `shouldStop` says so.
 */
export async function evaluateRun(input: RunInput): Promise<RunEvaluation> {
  const startedAt = performance.now();
  const trainer = getTrainer(input.trainer);
  const params = parseParams(trainer, input.params);
  const { test, validation: splits } = planSplits(input);
  const { target } = test;
  const classCount = target.classes.length;

  const folds: FoldEvaluation[] = [];
  const pooled = target.classes.map(() => new Array<number>(classCount).fill(0));
  for (const [fold, { training, heldOut }] of splits.entries()) {
    if (input.shouldStop?.()) throw new AppError("run-cancelled", "The run was asked to stop.");
    const fitted = await fitEstimator({
      ...input,
      target,
      trainer,
      params,
      rows: training,
      report: (step, values) => input.onProgress?.({ fold, folds: splits.length, step, values }),
    });
    const matrix = encodeRows(input.table, fitted.features, heldOut);
    const labels = heldOut.map((row) => target.labels[row]);
    const scored = scoreRows(fitted.classify, matrix, labels, classCount);
    addConfusion(pooled, scored);

    const metrics = measureClassification(scored);
    folds.push({
      metrics,
      trainingRowCount: training.length,
      validationRowCount: heldOut.length,
      fitMs: fitted.fitMs,
    });
    input.onProgress?.({ fold, folds: splits.length, values: metrics });
  }

  return {
    metrics: meanMetrics(folds),
    folds,
    confusion: { labels: target.classes, counts: pooled },
    fitMs: folds.reduce((sum, { fitMs }) => sum + fitMs, 0),
    totalMs: performance.now() - startedAt,
    rowCounts: {
      training: test.training.length,
      test: test.heldOut.length,
      missingTarget: target.missingRowCount,
    },
  };
}

function addConfusion(pooled: number[][], scored: Scored): void {
  for (const [truth, row] of countConfusion(scored).entries()) {
    for (const [prediction, count] of row.entries()) pooled[truth][prediction] += count;
  }
}

function meanMetrics(folds: readonly FoldEvaluation[]): ClassificationMetrics {
  return Object.fromEntries(
    classificationMetricNames.map((name) => [
      name,
      mean(folds.map(({ metrics }) => metrics[name])),
    ]),
  ) as ClassificationMetrics;
}
