import { factorize, solveFactor } from "../../numerics/cholesky.ts";
import { compileLogistic, countOutputs } from "./logistic-classifier.ts";
import type { LogisticLossInput } from "./logistic-loss.ts";

/** Rows that are classified without doubt bend the loss by next to nothing. */
const leastCurvature = 1e-6;

/**
 * The inverse Hessian of the logistic loss at a point, as a function that
 * multiplies a vector by it in place. What one class's weights have to do with
 * another's is left out: that costs the square of the classes and saves a
 * descent next to no steps.
 */
export function invertCurvature(
  input: LogisticLossInput,
  point: Float64Array,
): (vector: Float64Array) => void {
  const { rows, columns, classCount, penalty } = input;
  const size = columns + 1;
  const outputs = countOutputs(classCount);
  const factors = sumCurvature(input, point, outputs);
  for (const factor of factors) {
    for (let i = 0; i < size * size; i++) factor[i] /= rows;
    for (let column = 0; column < columns; column++) factor[column * (size + 1)] += penalty;
    factorize(factor, size);
  }
  return (vector) => {
    for (let k = 0; k < outputs; k++) solveFactor(factors[k], size, vector, k * size);
    if (outputs > 1) centreOutputs(vector, outputs);
  };
}

/** Per output the sum over rows of `p (1 - p) row rowᵀ`, its lower triangle. */
function sumCurvature(input: LogisticLossInput, point: Float64Array, outputs: number) {
  const { features, rows, columns, classCount } = input;
  const size = columns + 1;
  const sums = Array.from({ length: outputs }, () => new Float64Array(size * size));
  const classify = compileLogistic(point, { columns, classCount });
  const probabilities = new Float64Array(classCount);
  const extended = new Float64Array(size).fill(1);
  for (let row = 0; row < rows; row++) {
    extended.set(features.subarray(row * columns, (row + 1) * columns));
    classify(extended, probabilities);
    for (let k = 0; k < outputs; k++) {
      const curvature = Math.max(probabilities[k] * (1 - probabilities[k]), leastCurvature);
      addSquare(sums[k], extended, curvature);
    }
  }
  return sums;
}

function addSquare(sum: Float64Array, row: Float64Array, factor: number): void {
  const size = row.length;
  for (let a = 0; a < size; a++) {
    const scaled = factor * row[a];
    if (scaled === 0) continue;
    for (let b = 0; b <= a; b++) sum[a * size + b] += scaled * row[b];
  }
}

/** The loss is measured only where weights add up to 0 over the classes. */
function centreOutputs(vector: Float64Array, outputs: number): void {
  const size = vector.length / outputs;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let at = i; at < vector.length; at += size) sum += vector[at];
    for (let at = i; at < vector.length; at += size) vector[at] -= sum / outputs;
  }
}
