import { AppError, type FittedFeature, type Params } from "@rookery/contracts";
import { encodeRows, type FeatureMatrix } from "../features/encode-rows.ts";
import { type FeatureOptions, fitFeatures } from "../features/fit-features.ts";
import type { Target } from "../tables/read-target.ts";
import type { Table } from "../tables/table.ts";
import { type Compiled, compileState, type FitInput, type Trainer } from "../trainers/trainer.ts";

export interface EstimatorInput {
  table: Table;
  target: Target;
  features: readonly FittedFeature[];
  /** The only rows that the estimator learns from, and those the features were fitted on. */
  rows: Int32Array;
  trainer: Trainer;
  /** As `parseParams` returned them. */
  params: Params;
  seed: number;
  report?: FitInput["report"] | undefined;
  shouldStop?: FitInput["shouldStop"] | undefined;
}

export interface FittedEstimator {
  state: unknown;
  compiled: Compiled;
  /** Time inside the trainer's `fit` alone. */
  fitMs: number;
}

/** Fits the columns' preparation; see `fitFeatures`. Throws `sweep-invalid` for unfit names. */
export function fitPipeline(
  { table, target, ...options }: { table: Table; target: Target } & FeatureOptions,
  names: readonly string[],
  rows: Int32Array,
): FittedFeature[] {
  requireFeatures(names, target.name);
  return fitFeatures(table, names, rows, options);
}

/** `null` when `shouldStop` ended the fit early. */
export async function fitEstimator(input: EstimatorInput): Promise<FittedEstimator | null> {
  const { table, target, rows, trainer, features } = input;
  const matrix = encodeRows(table, features, rows);
  const startedAt = performance.now();
  const state = await fitState(input, matrix);
  const fitMs = performance.now() - startedAt;
  if (input.shouldStop?.()) return null;
  const classCount = target.task === "classification" ? target.classes.length : 0;
  const compiled = compileState(trainer, state, { columns: matrix.columns, classCount });
  return { state, compiled, fitMs };
}

function fitState(
  { target, rows, trainer, params, seed, report, shouldStop }: EstimatorInput,
  matrix: FeatureMatrix,
): unknown {
  const shared = {
    features: matrix.values,
    rows: matrix.rows,
    columns: matrix.columns,
    params,
    seed,
    ...(report && { report }),
    ...(shouldStop && { shouldStop }),
  };
  if (trainer.task === "regression" && target.task === "regression") {
    return trainer.fit({
      ...shared,
      targets: Float64Array.from(rows, (row) => target.values[row]),
    });
  }
  if (trainer.task === "classification" && target.task === "classification") {
    const labels = rows.map((row) => target.labels[row]);
    return trainer.fit({ ...shared, labels, classCount: target.classes.length });
  }
  throw new RangeError(`${trainer.name} cannot learn a ${target.task} target`);
}

export function cancelled(): AppError {
  return new AppError("run-cancelled", "The run was asked to stop.");
}

function requireFeatures(features: readonly string[], target: string): void {
  const refuse = (message: string) =>
    new AppError("sweep-invalid", `${message}.`, { issues: [{ field: "features", message }] });
  if (features.length === 0) throw refuse("At least one feature is needed");
  if (features.includes(target)) throw refuse(`The target ${target} cannot be a feature as well`);
  if (new Set(features).size < features.length) throw refuse("A feature is listed twice");
}
