import type { FeatureMatrix } from "../../features/encode-rows.ts";
import type { ColumnSpan } from "../../features/feature-width.ts";

/**
 * Per column the standard deviation, over the rows, of its part of a linear
 * score, averaged over the outputs. Unlike bare weights these compare between
 * numbers and one-hot categories.
 */
export function measureContributions(
  { values, rows, columns }: FeatureMatrix,
  weights: readonly (readonly number[])[],
  spans: readonly ColumnSpan[],
): Float64Array {
  return Float64Array.from(spans, ({ from, to }) => {
    let total = 0;
    for (const output of weights) {
      let sum = 0;
      let squares = 0;
      for (let row = 0; row < rows; row++) {
        let part = 0;
        for (let j = from; j < to; j++) part += output[j] * values[row * columns + j];
        sum += part;
        squares += part * part;
      }
      total += Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2));
    }
    return total / weights.length;
  });
}
