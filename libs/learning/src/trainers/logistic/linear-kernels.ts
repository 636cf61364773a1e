/**
 * The two loops in which fitting a linear model spends its time, over a block
 * of rows small enough to stay in the first-level cache between them.
 *
 * Eight rows at a time: a weight is loaded once for eight products, a sum of
 * the gradient is loaded and stored once for eight additions, and independent
 * sums keep the processor from waiting for the last one.
 */
export interface LinearKernels {
  /** How many rows `scores` has room for; a multiple of 8. */
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
  const blockRows = Math.max(8, Math.min(512, Math.floor(blockCells / columns) & ~7));
  const scores = new Float64Array(outputs * blockRows);
  const stride = columns + 1;

  function scoreBlock(first: number, count: number, weights: Float64Array): void {
    const eights = count & ~7;
    for (let k = 0; k < outputs; k++) {
      const base = k * stride;
      const into = k * blockRows;
      for (let i = 0; i < eights; i += 8) scoreEight(first + i, into + i, weights, base);
      for (let i = eights; i < count; i++) {
        const row = (first + i) * columns;
        let sum = weights[base + columns];
        for (let j = 0; j < columns; j++) sum += weights[base + j] * features[row + j];
        scores[into + i] = sum;
      }
    }
  }

  function scoreEight(first: number, into: number, weights: Float64Array, base: number): void {
    const intercept = weights[base + columns];
    const r0 = first * columns;
    const r1 = r0 + columns;
    const r2 = r1 + columns;
    const r3 = r2 + columns;
    const r4 = r3 + columns;
    const r5 = r4 + columns;
    const r6 = r5 + columns;
    const r7 = r6 + columns;
    let s0 = intercept;
    let s1 = intercept;
    let s2 = intercept;
    let s3 = intercept;
    let s4 = intercept;
    let s5 = intercept;
    let s6 = intercept;
    let s7 = intercept;
    for (let j = 0; j < columns; j++) {
      const weight = weights[base + j];
      s0 += weight * features[r0 + j];
      s1 += weight * features[r1 + j];
      s2 += weight * features[r2 + j];
      s3 += weight * features[r3 + j];
      s4 += weight * features[r4 + j];
      s5 += weight * features[r5 + j];
      s6 += weight * features[r6 + j];
      s7 += weight * features[r7 + j];
    }
    scores[into] = s0;
    scores[into + 1] = s1;
    scores[into + 2] = s2;
    scores[into + 3] = s3;
    scores[into + 4] = s4;
    scores[into + 5] = s5;
    scores[into + 6] = s6;
    scores[into + 7] = s7;
  }

  function addBlock(first: number, count: number, gradient: Float64Array): void {
    const eights = count & ~7;
    for (let k = 0; k < outputs; k++) {
      const base = k * stride;
      const from = k * blockRows;
      for (let i = 0; i < eights; i += 8) addEight(first + i, from + i, gradient, base);
      for (let i = eights; i < count; i++) {
        const row = (first + i) * columns;
        const scale = scores[from + i];
        for (let j = 0; j < columns; j++) gradient[base + j] += scale * features[row + j];
        gradient[base + columns] += scale;
      }
    }
  }

  function addEight(first: number, from: number, gradient: Float64Array, base: number): void {
    const r0 = first * columns;
    const r1 = r0 + columns;
    const r2 = r1 + columns;
    const r3 = r2 + columns;
    const r4 = r3 + columns;
    const r5 = r4 + columns;
    const r6 = r5 + columns;
    const r7 = r6 + columns;
    const s0 = scores[from];
    const s1 = scores[from + 1];
    const s2 = scores[from + 2];
    const s3 = scores[from + 3];
    const s4 = scores[from + 4];
    const s5 = scores[from + 5];
    const s6 = scores[from + 6];
    const s7 = scores[from + 7];
    for (let j = 0; j < columns; j++) {
      const low = s0 * features[r0 + j] + s1 * features[r1 + j];
      const middle = s2 * features[r2 + j] + s3 * features[r3 + j];
      const high = s4 * features[r4 + j] + s5 * features[r5 + j];
      const top = s6 * features[r6 + j] + s7 * features[r7 + j];
      gradient[base + j] += low + middle + (high + top);
    }
    gradient[base + columns] += s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }

  return { blockRows, scores, scoreBlock, addBlock };
}
