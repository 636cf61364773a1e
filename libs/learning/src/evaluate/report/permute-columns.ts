import type { ColumnSpan } from "../../features/feature-width.ts";
import { createShuffler } from "../../numerics/shuffle-rows.ts";
import type { FinishedFold, FoldPlan } from "../evaluate-fold.ts";
import { scoreRows } from "../score-rows.ts";
import { measureMetric } from "../scored.ts";

/**
 * Per column what accuracy or R² lose on a sample of a fold's validation rows
 * when every row takes the column's cells from the next one: L. Breiman, Random
 * Forests, Machine Learning 45 (2001), 5-32. The sample is in random order.
 */
export function permuteColumns(
  { target, seed }: FoldPlan,
  { matrix, validation, fitted: { compiled } }: FinishedFold,
  {
    spans,
    sampleCount,
    stream,
  }: { spans: readonly ColumnSpan[]; sampleCount: number; stream: number },
): Float64Array {
  const order = Int32Array.from(validation.keys());
  createShuffler(seed, stream)(order);
  const picked = order.subarray(0, sampleCount);
  const { columns } = matrix;
  const values = new Float64Array(picked.length * columns);
  for (const [i, row] of picked.entries()) {
    values.set(matrix.values.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  const rows = picked.map((row) => validation[row]);
  const metric = target.task === "classification" ? "accuracy" : "r2";
  const measure = (cells: Float64Array) => {
    const sample = { values: cells, rows: picked.length, columns };
    return measureMetric(scoreRows({ compiled, matrix: sample, target, rows }), metric);
  };

  const whole = measure(values);
  return Float64Array.from(spans, ({ from, to }) => {
    const shifted = values.slice();
    for (let i = 0; i < picked.length; i++) {
      const next = ((i + 1) % picked.length) * columns;
      shifted.set(values.subarray(next + from, next + to), i * columns + from);
    }
    const loss = whole - measure(shifted);
    // Of a single row R² is not a number.
    return Number.isFinite(loss) ? loss : 0;
  });
}
