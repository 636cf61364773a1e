import type { RegressionInput } from "../trainer.ts";

/** What least squares needs to know of the rows, with every column's mean taken off. */
export interface CentredRows {
  means: Float64Array;
  targetMean: number;
  /** Row-major; the lower triangle of the products of columns with each other. */
  gram: Float64Array;
  /** Products of columns with the target. */
  products: Float64Array;
}

export function centreRows({
  features,
  rows,
  columns,
  targets,
}: Pick<RegressionInput, "features" | "rows" | "columns" | "targets">): CentredRows {
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++) means[j] += features[row * columns + j];
  }
  for (let j = 0; j < columns; j++) means[j] /= rows;
  const targetMean = targets.reduce((sum, value) => sum + value, 0) / rows;

  const gram = new Float64Array(columns * columns);
  const products = new Float64Array(columns);
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const target = targets[row] - targetMean;
    for (let j = 0; j < columns; j++) centred[j] = features[row * columns + j] - means[j];
    for (let a = 0; a < columns; a++) {
      const value = centred[a];
      // One-hot columns are mostly not 0 once they are centred, so nothing is skipped.
      for (let b = 0; b <= a; b++) gram[a * columns + b] += value * centred[b];
      products[a] += value * target;
    }
  }
  return { means, targetMean, gram, products };
}
