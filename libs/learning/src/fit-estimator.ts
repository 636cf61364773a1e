import { AppError, type FittedFeature, type Params } from "@rookery/contracts";
import { encodeRows, fitFeatures } from "./features.ts";
import type { Target } from "./read-target.ts";
import type { Table } from "./table.ts";
import type { Classifier, FitInput, Trainer } from "./trainer.ts";

export interface EstimatorInput {
  table: Table;
  target: Target;
  features: readonly string[];
  /** The only rows that pipeline and estimator learn from. */
  rows: Int32Array;
  trainer: Trainer;
  /** As `parseParams` returned them. */
  params: Params;
  seed: number;
  report?: FitInput<unknown>["report"];
  shouldStop?: FitInput<unknown>["shouldStop"];
}

export interface FittedEstimator {
  features: FittedFeature[];
  state: unknown;
  classify: Classifier;
  /** Time inside the trainer's `fit` alone. */
  fitMs: number;
}

/** Fits the feature pipeline and the estimator on the same rows. */
export async function fitEstimator(input: EstimatorInput): Promise<FittedEstimator> {
  const { table, target, rows, trainer, params, seed, report, shouldStop } = input;
  requireFeatures(input.features, target.name);
  const features = fitFeatures(table, input.features, rows);
  const matrix = encodeRows(table, features, rows);
  const classCount = target.classes.length;

  const startedAt = performance.now();
  const state = await trainer.fit({
    features: matrix.values,
    rows: matrix.rows,
    columns: matrix.columns,
    labels: rows.map((row) => target.labels[row]),
    classCount,
    params,
    seed,
    report,
    shouldStop,
  });
  const fitMs = performance.now() - startedAt;

  if (shouldStop?.()) throw new AppError("run-cancelled", "The run was asked to stop.");
  const classify = trainer.compile(state, { columns: matrix.columns, classCount });
  return { features, state, classify, fitMs };
}

function requireFeatures(features: readonly string[], target: string): void {
  const refuse = (message: string) =>
    new AppError("sweep-invalid", `${message}.`, { issues: [{ field: "features", message }] });
  if (features.length === 0) throw refuse("At least one feature is needed");
  if (features.includes(target)) throw refuse(`The target ${target} cannot be a feature as well`);
  if (new Set(features).size < features.length) throw refuse("A feature is listed twice");
}
