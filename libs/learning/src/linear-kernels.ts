/**
 * The two loops in which fitting a linear model spends its time, over a block
 * of rows small enough to stay in the first-level cache between them.
 *
 * Four rows at a time: a weight is loaded once for four products and a sum of
 * the gradient is loaded and stored once, and four independent sums keep the
 * processor from waiting for the last addition.
 */
export interface LinearKernels {
  /** How many rows `scores` has room for; a multiple of 4. */
  blockRows: number;
  /** Score of output k for the block's row i, at `k * blockRows + i`. */
  scores: Float64Array;
  /** Fills `scores` for the rows first..first+count-1: `weights · row + intercept`. */
  scoreBlock(first: number, count: number, weights: Float64Array): void;
  /** Adds `scores[k, i] * row i` to output k's part of the gradient, as well as its intercept's. */
  addBlock(first: number, count: number, gradient: Float64Array): void;
}

export interface LinearShape {
  /** Row-major. */
  features: Float64Array;
  columns: number;
  /** Weights of output k start at `k * (columns + 1)`, the intercept is the last. */
  outputs: number;
}

/** 32 KB of features. */
const blockCells = 4096;

export function createLinearKernels({ features, columns, outputs }: LinearShape): LinearKernels {
  const blockRows = Math.max(4, Math.min(512, Math.floor(blockCells / columns) & ~3));
  const scores = new Float64Array(outputs * blockRows);
  const stride = columns + 1;

  function scoreBlock(first: number, count: number, weights: Float64Array): void {
    const fours = count & ~3;
    for (let k = 0; k < outputs; k++) {
      const base = k * stride;
      const intercept = weights[base + columns];
      const into = k * blockRows;
      for (let i = 0; i < fours; i += 4) {
        const row0 = (first + i) * columns;
        const row1 = row0 + columns;
        const row2 = row1 + columns;
        const row3 = row2 + columns;
        let sum0 = intercept;
        let sum1 = intercept;
        let sum2 = intercept;
        let sum3 = intercept;
        for (let column = 0; column < columns; column++) {
          const weight = weights[base + column];
          sum0 += weight * features[row0 + column];
          sum1 += weight * features[row1 + column];
          sum2 += weight * features[row2 + column];
          sum3 += weight * features[row3 + column];
        }
        scores[into + i] = sum0;
        scores[into + i + 1] = sum1;
        scores[into + i + 2] = sum2;
        scores[into + i + 3] = sum3;
      }
      for (let i = fours; i < count; i++) {
        const row = (first + i) * columns;
        let sum = intercept;
        for (let column = 0; column < columns; column++) {
          sum += weights[base + column] * features[row + column];
        }
        scores[into + i] = sum;
      }
    }
  }

  function addBlock(first: number, count: number, gradient: Float64Array): void {
    const fours = count & ~3;
    for (let k = 0; k < outputs; k++) {
      const base = k * stride;
      const from = k * blockRows;
      for (let i = 0; i < fours; i += 4) {
        const row0 = (first + i) * columns;
        const row1 = row0 + columns;
        const row2 = row1 + columns;
        const row3 = row2 + columns;
        const scale0 = scores[from + i];
        const scale1 = scores[from + i + 1];
        const scale2 = scores[from + i + 2];
        const scale3 = scores[from + i + 3];
        for (let column = 0; column < columns; column++) {
          gradient[base + column] +=
            scale0 * features[row0 + column] +
            scale1 * features[row1 + column] +
            (scale2 * features[row2 + column] + scale3 * features[row3 + column]);
        }
        gradient[base + columns] += scale0 + scale1 + (scale2 + scale3);
      }
      for (let i = fours; i < count; i++) {
        const row = (first + i) * columns;
        const scale = scores[from + i];
        for (let column = 0; column < columns; column++) {
          gradient[base + column] += scale * features[row + column];
        }
        gradient[base + columns] += scale;
      }
    }
  }

  return { blockRows, scores, scoreBlock, addBlock };
}
