import type { FittedFeature, Params } from "@rookery/contracts";
import { encodeRows, type FeatureMatrix } from "../features/encode-rows.ts";
import type { FeatureOptions } from "../features/fit-features.ts";
import {
  cancelled,
  type FittedEstimator,
  fitEstimator,
  fitPipeline,
} from "../model/fit-estimator.ts";
import type { Target } from "../tables/read-target.ts";
import type { RowSplit } from "../tables/split-rows.ts";
import type { Table } from "../tables/table.ts";
import { compileState, type Trainer } from "../trainers/trainer.ts";
import type { FitWatch } from "./create-fit-watch.ts";
import { scoreRows } from "./score-rows.ts";
import { measureScored, type Scored } from "./scored.ts";

/** What all folds of a run share. */
export interface FoldPlan extends FeatureOptions {
  table: Table;
  target: Target;
  /** Names of columns. */
  features: readonly string[];
  trainer: Trainer;
  params: Params;
  seed: number;
  shouldStop?: (() => boolean) | undefined;
}

export interface FoldEvaluation {
  metrics: Record<string, number>;
  trainingRowCount: number;
  validationRowCount: number;
  fitMs: number;
}

export interface FinishedFold {
  evaluation: FoldEvaluation;
  scored: Scored;
  features: FittedFeature[];
  fitted: FittedEstimator;
  validation: RowSplit["heldOut"];
  /** The encoded validation rows. */
  matrix: FeatureMatrix;
}

/** Fits on a split's training rows and measures on the others; `null` when the fit was ended early. */
export async function evaluateFold(
  plan: FoldPlan,
  { training, heldOut }: RowSplit,
  watch?: FitWatch,
): Promise<FinishedFold | null> {
  const { table, target, trainer, shouldStop } = plan;
  if (shouldStop?.()) throw cancelled();
  const features = fitPipeline(plan, plan.features, training);
  const matrix = encodeRows(table, features, heldOut);
  const classCount = target.task === "classification" ? target.classes.length : 0;
  const shape = { columns: matrix.columns, classCount };
  const score = (compiled: FittedEstimator["compiled"]) =>
    scoreRows({ compiled, matrix, target, rows: heldOut });

  const fitted = await fitEstimator({
    ...plan,
    features,
    rows: training,
    report: watch?.reportTo((state) => score(compileState(trainer, state, shape))),
    shouldStop: () => watch?.stoppedAt() != null || (shouldStop?.() ?? false),
  });
  if (!fitted) return null;
  const scored = score(fitted.compiled);
  const evaluation = {
    metrics: measureScored(scored),
    trainingRowCount: training.length,
    validationRowCount: heldOut.length,
    fitMs: fitted.fitMs,
  };
  return { evaluation, scored, features, fitted, validation: heldOut, matrix };
}
