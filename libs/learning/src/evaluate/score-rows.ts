import { AppError } from "@rookery/contracts";
import type { FeatureMatrix } from "../features/encode-rows.ts";
import type { Target } from "../tables/read-target.ts";
import type { Classifier, Compiled, Regressor } from "../trainers/trainer.ts";
import type { Scored } from "./scored.ts";

export interface ScoreInput {
  compiled: Compiled;
  /** The encoded rows. */
  matrix: FeatureMatrix;
  target: Target;
  /** Where each row of the matrix stands in the table. */
  rows: Int32Array;
}

/**
 * Has every row of a matrix predicted. Throws `training-diverged` when an
 * answer is not a number: such a model must not be measured.
 */
export function scoreRows({ compiled, matrix, target, rows }: ScoreInput): Scored {
  if (compiled.task === "classification" && target.task === "classification") {
    const labels = rows.map((row) => target.labels[row]);
    return { task: "classification", labels, ...classifyRows(compiled, matrix) };
  }
  if (compiled.task === "regression" && target.task === "regression") {
    const actual = Float64Array.from(rows, (row) => target.values[row]);
    return { task: "regression", actual, predicted: estimateRows(compiled.estimate, matrix) };
  }
  throw new RangeError(`a ${compiled.task} model cannot predict a ${target.task} target`);
}

function classifyRows(
  { classify, classCount }: { classify: Classifier; classCount: number },
  { values, rows, columns }: FeatureMatrix,
) {
  const predicted = new Int32Array(rows);
  const probabilities = new Float64Array(rows * classCount);
  for (let row = 0; row < rows; row++) {
    predicted[row] = classify(
      values.subarray(row * columns, (row + 1) * columns),
      probabilities.subarray(row * classCount, (row + 1) * classCount),
    );
  }
  // A loop: a call per number costs more than the prediction of many classes.
  for (let i = 0; i < probabilities.length; i++) {
    if (Number.isNaN(probabilities[i])) throw diverged();
  }
  return { predicted, probabilities, classCount };
}

function estimateRows(estimate: Regressor, { values, rows, columns }: FeatureMatrix) {
  const predicted = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    predicted[row] = estimate(values.subarray(row * columns, (row + 1) * columns));
  }
  if (!predicted.every(Number.isFinite)) throw diverged();
  return predicted;
}

function diverged(): AppError {
  return new AppError("training-diverged", "The model's predictions are not numbers.", {
    hint: "Search smaller steps, or check the features for extreme values.",
  });
}
