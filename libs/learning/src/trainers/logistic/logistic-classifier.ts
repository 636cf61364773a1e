import { applySoftmax } from "../../numerics/apply-softmax.ts";
import type { Classifier, EstimatorShape } from "../trainer.ts";

/** How many rows of weights: two classes need only that of the second. */
export function countOutputs(classCount: number): number {
  return classCount === 2 ? 1 : classCount;
}

/** Weights are, per output, that of every column and then the intercept. */
export function compileLogistic(weights: Float64Array, shape: EstimatorShape): Classifier {
  return shape.classCount === 2 ? compileBinary(weights, shape) : compileSoftmax(weights, shape);
}

function compileBinary(weights: Float64Array, { columns }: EstimatorShape): Classifier {
  return (row, probabilities) => {
    const score = scoreRow(weights, 0, row, columns);
    probabilities[0] = 1 / (1 + Math.exp(score));
    probabilities[1] = 1 / (1 + Math.exp(-score));
    return score > 0 ? 1 : 0;
  };
}

function compileSoftmax(
  weights: Float64Array,
  { columns, classCount }: EstimatorShape,
): Classifier {
  return (row, probabilities) => {
    let best = 0;
    for (let label = 0; label < classCount; label++) {
      probabilities[label] = scoreRow(weights, label * (columns + 1), row, columns);
      if (probabilities[label] > probabilities[best]) best = label;
    }
    applySoftmax(probabilities, best);
    return best;
  };
}

function scoreRow(
  weights: Float64Array,
  offset: number,
  row: Float64Array,
  columns: number,
): number {
  let sum = weights[offset + columns];
  for (let column = 0; column < columns; column++) sum += row[column] * weights[offset + column];
  return sum;
}
