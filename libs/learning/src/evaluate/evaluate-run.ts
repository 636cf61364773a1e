import {
  type Metric,
  metricsOf,
  type Params,
  type RareClasses,
  type RunReport,
  type Task,
  type Validation,
} from "@rookery/contracts";
import type { FeatureOptions } from "../features/fit-features.ts";
import { cancelled } from "../model/fit-estimator.ts";
import { planSplits } from "../tables/plan-splits.ts";
import type { RowSplit } from "../tables/split-rows.ts";
import type { Table } from "../tables/table.ts";
import { parseParams } from "../trainers/complete-params.ts";
import type { Trainer } from "../trainers/trainer.ts";
import { createFitWatch, type OnProgress } from "./create-fit-watch.ts";
import {
  evaluateFold,
  type FinishedFold,
  type FoldEvaluation,
  type FoldPlan,
} from "./evaluate-fold.ts";
import { buildReport } from "./report/build-report.ts";

export interface RunInput extends FeatureOptions {
  table: Table;
  target: string;
  features: readonly string[];
  trainer: Trainer;
  params: Params;
  rareClasses?: RareClasses | undefined;
  validation: Validation;
  testFraction: number;
  /** 32 bits. */
  seed: number;
  /** What `onProgress` is told at every step of a hold-out validation. */
  objective?: Metric | undefined;
  /** Asked between folds and, by trainers that can, inside `fit`. */
  shouldStop?: (() => boolean) | undefined;
  onProgress?: OnProgress | undefined;
}

export interface RunEvaluation {
  /**
   * Means over the folds; NaN where a fold's metric is NaN. Of a pruned run:
   * over the folds so far, or those of the last step that was measured, if any.
   */
  metrics: Record<string, number>;
  /** The folds that are done. */
  folds: FoldEvaluation[];
  /** `null` for a pruned run. */
  report: RunReport | null;
  /** The step at which `onProgress` ended the run early, or `null`. */
  stoppedAt: number | null;
  /** Time inside the trainer's `fit`, all finished folds together. */
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
  const { trainer } = input;
  const params = parseParams(trainer, input.params);
  const { test, validation: splits } = planSplits({ ...input, task: trainer.task });
  const { target } = test;
  const plan: FoldPlan = { ...input, target, params };

  const { folds, stoppedAt, metrics } =
    splits.length === 1
      ? await evaluateHoldOut(plan, splits[0], input)
      : await evaluateFolds(plan, splits, input);
  return {
    metrics,
    folds: folds.map(({ evaluation }) => evaluation),
    report: stoppedAt === null ? buildReport(plan, folds) : null,
    stoppedAt,
    fitMs: folds.reduce((sum, { evaluation }) => sum + evaluation.fitMs, 0),
    totalMs: performance.now() - startedAt,
    rowCounts: {
      training: test.training.length,
      test: test.heldOut.length,
      missingTarget: target.missingRowCount,
    },
  };
}

interface Outcome {
  folds: FinishedFold[];
  metrics: Record<string, number>;
  stoppedAt: number | null;
}

async function evaluateHoldOut(
  plan: FoldPlan,
  split: RowSplit,
  { onProgress, objective }: RunInput,
): Promise<Outcome> {
  const watch = onProgress && createFitWatch({ onProgress, objective });
  const fold = await evaluateFold(plan, split, watch);
  if (fold) return { folds: [fold], metrics: fold.evaluation.metrics, stoppedAt: null };
  const stoppedAt = watch?.stoppedAt() ?? null;
  if (stoppedAt === null) throw cancelled();
  return { folds: [], metrics: watch?.metrics() ?? {}, stoppedAt };
}

async function evaluateFolds(
  plan: FoldPlan,
  splits: readonly RowSplit[],
  { onProgress }: RunInput,
): Promise<Outcome> {
  const folds: FinishedFold[] = [];
  let metrics: Record<string, number> = {};
  for (const split of splits) {
    const fold = await evaluateFold(plan, split);
    if (!fold) throw cancelled();
    folds.push(fold);
    metrics = meanMetrics(plan.trainer.task, folds);
    const isUnwanted = onProgress?.({ step: folds.length, values: metrics });
    if (isUnwanted && folds.length < splits.length) {
      return { folds, metrics, stoppedAt: folds.length };
    }
  }
  return { folds, metrics, stoppedAt: null };
}

export function meanMetrics(
  task: Task,
  folds: readonly Pick<FinishedFold, "evaluation">[],
): Record<string, number> {
  return Object.fromEntries(
    metricsOf(task).map((name) => [
      name,
      folds.reduce((sum, { evaluation }) => sum + evaluation.metrics[name], 0) / folds.length,
    ]),
  );
}
