import { AppError } from "@rookery/contracts";
import type { FoldEvaluation } from "../evaluate/evaluate-fold.ts";
import { meanMetrics, type RunEvaluation } from "../evaluate/evaluate-run.ts";
import { reportScored } from "../evaluate/report/build-report.ts";
import { joinScored, measureScored, type Scored } from "../evaluate/scored.ts";
import type { RowSplit } from "../tables/split-rows.ts";
import type { ProgramRunPlan } from "./plan-program-run.ts";

/** How far a row's probabilities may be from adding up to 1. */
const tolerance = 1e-6;

/**
 * Measures what a program predicted for the validation rows, by the metrics and
 * folds of every other trainer. `predictions` holds, per row of the table, one
 * number per prediction column; NaN where there is none. The predicted class is
 * the first of the most probable.
 *
 * @throws AppError `training-failed` for rows without a usable prediction.
 */
export function evaluatePredictions(
  plan: ProgramRunPlan,
  predictions: Float64Array,
): Pick<RunEvaluation, "metrics" | "folds" | "report"> {
  const folds = plan.validation.map(({ training, heldOut }) => {
    const scored = readScored(plan, predictions, heldOut);
    const evaluation: FoldEvaluation = {
      metrics: measureScored(scored),
      trainingRowCount: training.length,
      validationRowCount: heldOut.length,
      fitMs: 0,
    };
    return { evaluation, scored };
  });
  return {
    metrics: meanMetrics(plan.task, folds),
    folds: folds.map(({ evaluation }) => evaluation),
    report: reportScored(plan.target, joinScored(folds.map(({ scored }) => scored))),
  };
}

function readScored(
  { target, predictionColumns }: ProgramRunPlan,
  predictions: Float64Array,
  rows: RowSplit["heldOut"],
): Scored {
  const width = predictionColumns.length;
  const found = new Float64Array(rows.length * width);
  for (const [index, row] of rows.entries()) {
    const values = predictions.subarray(row * width, (row + 1) * width);
    if (!values.every(Number.isFinite)) throw refuse(row, "has no prediction");
    if (target.task === "classification") requireProbabilities(values, row);
    found.set(values, index * width);
  }
  if (target.task === "regression") {
    const actual = Float64Array.from(rows, (row) => target.values[row]);
    return { task: "regression", actual, predicted: found };
  }
  return {
    task: "classification",
    labels: rows.map((row) => target.labels[row]),
    predicted: Int32Array.from(rows, (_, index) =>
      indexOfLargest(found.subarray(index * width, (index + 1) * width)),
    ),
    probabilities: found,
    classCount: width,
  };
}

function requireProbabilities(values: Float64Array, row: number): void {
  let sum = 0;
  for (const value of values) {
    if (value < 0) throw refuse(row, `has the negative probability ${value}`);
    sum += value;
  }
  if (Math.abs(sum - 1) > tolerance) {
    throw refuse(row, `has probabilities that add up to ${sum}, not 1`);
  }
}

function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let index = 1; index < values.length; index++) {
    if (values[index] > values[largest]) largest = index;
  }
  return largest;
}

function refuse(row: number, problem: string): AppError {
  return new AppError("training-failed", `predictions.csv: row ${row} ${problem}.`, {
    hint: "Give one line for every row that has a fold, with numbers in every column.",
  });
}
