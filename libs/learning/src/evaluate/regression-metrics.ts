import type { RegressionMetric } from "@rookery/contracts";

/** Defined as scikit-learn defines them: R² is NaN below two rows, and 1 or 0 when all rows are equal. */
export type RegressionMetrics = Record<RegressionMetric, number>;

/** What a model said about rows whose number is known. */
export interface ScoredNumbers {
  task: "regression";
  actual: Float64Array;
  predicted: Float64Array;
}

export function measureRegression({ actual, predicted }: ScoredNumbers): RegressionMetrics {
  const count = actual.length;
  let absolute = 0;
  let squares = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const error = actual[i] - predicted[i];
    absolute += Math.abs(error);
    squares += error * error;
    sum += actual[i];
  }
  const mean = sum / count;
  let spread = 0;
  for (let i = 0; i < count; i++) spread += (actual[i] - mean) ** 2;
  return {
    rmse: Math.sqrt(squares / count),
    mae: absolute / count,
    r2: count < 2 ? Number.NaN : measureR2(squares, spread),
  };
}

function measureR2(squares: number, spread: number): number {
  if (spread === 0) return squares === 0 ? 1 : 0;
  return 1 - squares / spread;
}
