import { AppError } from "@rookery/contracts";
import type { FeatureMatrix } from "./features.ts";
import type { Scored } from "./metrics.ts";
import type { Classifier } from "./trainer.ts";

/**
 * Runs a classifier over every row of a matrix. Throws `training-diverged`
 * when a probability is not a number: such a model must not be measured.
 */
export function scoreRows(
  classify: Classifier,
  matrix: FeatureMatrix,
  labels: Int32Array,
  classCount: number,
): Scored {
  const { values, rows, columns } = matrix;
  const predicted = new Int32Array(rows);
  const probabilities = new Float64Array(rows * classCount);
  for (let row = 0; row < rows; row++) {
    predicted[row] = classify(
      values.subarray(row * columns, (row + 1) * columns),
      probabilities.subarray(row * classCount, (row + 1) * classCount),
    );
  }
  if (probabilities.some(Number.isNaN)) {
    throw new AppError("training-diverged", "The model's predictions are not numbers.", {
      hint: "Search smaller steps, or check the features for extreme values.",
    });
  }
  return { labels, predicted, probabilities, classCount };
}
