import type { RegressionReport } from "@rookery/contracts";
import type { ScoredNumbers } from "../regression-metrics.ts";

const shares = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];
const maxSampleCount = 500;

/** The part of a report that only numbers have. */
export function reportNumbers({
  task,
  actual,
  predicted,
}: ScoredNumbers): Omit<RegressionReport, "importance"> {
  const residuals = actual.map((value, i) => value - predicted[i]).sort();
  const byActual = Int32Array.from(actual.keys()).sort((a, b) => actual[a] - actual[b]);
  const rowCount = actual.length;
  return {
    task,
    rowCount,
    residuals: {
      mean: residuals.reduce((sum, value) => sum + value, 0) / rowCount,
      quantiles: shares.map((share) => ({ share, value: quantile(residuals, share) })),
    },
    sample: spreadPositions(rowCount, maxSampleCount).map((position) => {
      const row = byActual[position];
      return { actual: actual[row], predicted: predicted[row] };
    }),
  };
}

/** Linear between the two nearest values, as numpy's default. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/** Positions 0..count-1 or, of more than `most`, so many of them evenly spaced, both ends included. */
function spreadPositions(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
