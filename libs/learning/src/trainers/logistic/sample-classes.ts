import type { LogisticLossInput } from "./logistic-loss.ts";

/** A copy of every nth row of each class, the first one included, so that none is missing. */
export function sampleClasses(input: LogisticLossInput, every: number): LogisticLossInput {
  const { features, rows, columns, labels, classCount } = input;
  const seen = new Int32Array(classCount);
  const picked: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (seen[labels[row]]++ % every === 0) picked.push(row);
  }
  const sample = new Float64Array(picked.length * columns);
  for (const [i, row] of picked.entries()) {
    sample.set(features.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  return {
    ...input,
    features: sample,
    rows: picked.length,
    labels: Int32Array.from(picked, (row) => labels[row]),
  };
}
