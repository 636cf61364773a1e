import type { ClassificationInput } from "../src/trainers/trainer.ts";

export type TrainingData = Pick<
  ClassificationInput<unknown>,
  "features" | "rows" | "columns" | "labels" | "classCount"
>;

/** Features from -1 to 1 that tell next to nothing of the labels. */
export function makeNoise({
  rows,
  columns,
  classCount,
}: Omit<TrainingData, "features" | "labels">): TrainingData {
  return {
    features: Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(i * i + 1)),
    rows,
    columns,
    labels: Int32Array.from({ length: rows }, (_, row) => row % classCount),
    classCount,
  };
}
