import { decodeMetric, encodeMetric, type FoldScore, type MetricValue } from "@rookery/contracts";

/**
 * The sample standard deviation (n − 1) over the folds of every metric that
 * each of them has. Fewer than two folds spread nothing.
 */
export function measureSpread(folds: readonly FoldScore[]): Record<string, MetricValue> {
  const [first] = folds;
  if (first === undefined || folds.length < 2) return {};
  const names = Object.keys(first.metrics).filter((name) =>
    folds.every(({ metrics }) => metrics[name] !== undefined),
  );
  return Object.fromEntries(
    names.map((name) => {
      const values = folds.map(({ metrics }) => decodeMetric(metrics[name] as MetricValue));
      return [name, encodeMetric(standardDeviation(values))];
    }),
  );
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
