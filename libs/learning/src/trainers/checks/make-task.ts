import type { Compiled } from "../trainer.ts";

/** Data for a trainer of either task. */
export interface TrainingTask {
  features: Float64Array;
  rows: number;
  columns: number;
  labels: Int32Array;
  classCount: number;
  targets: Float64Array;
}

/** Clusters that lie apart, one per class, and a number that grows with both columns. */
export function makeTask(classCount: number): TrainingTask {
  const groups = Math.max(classCount, 2);
  const rows = groups * 10;
  const features = new Float64Array(rows * 2);
  const labels = Int32Array.from({ length: rows }, (_, row) => row % groups);
  for (const [row, label] of labels.entries()) {
    const angle = (2 * Math.PI * label) / groups;
    features[row * 2] = 2 * Math.cos(angle) + ((row * 7) % 5) / 10;
    features[row * 2 + 1] = 2 * Math.sin(angle) + ((row * 3) % 7) / 10;
  }
  const targets = Float64Array.from(
    labels,
    (_, row) => 3 * features[row * 2] - 2 * features[row * 2 + 1] + 10,
  );
  return { features, rows, columns: 2, labels, classCount, targets };
}

/** Of every row the class number or the number. */
export function predictTask(compiled: Compiled, features: Float64Array): number[] {
  const probabilities = new Float64Array(
    compiled.task === "classification" ? compiled.classCount : 0,
  );
  return Array.from({ length: features.length / 2 }, (_, row) => {
    const cells = features.subarray(row * 2, row * 2 + 2);
    if (compiled.task === "regression") return compiled.estimate(cells);
    return compiled.classify(cells, probabilities);
  });
}
