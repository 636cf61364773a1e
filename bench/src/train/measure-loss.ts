import { createTrainers } from "@rookery/learning";
import type { TrainingTable } from "./make-table.ts";

/** Mean log loss plus the penalty with c = 1. */
export function measureLoss(table: TrainingTable, weights: number[][]): number {
  const { features, labels, rows, columns, classCount } = table;
  const trainer = createTrainers().findFitting("logistic-regression-lbfgs");
  if (trainer.task !== "classification") throw new Error(`${trainer.name} predicts no classes`);
  const classify = trainer.compile({ weights }, { columns, classCount });
  const probabilities = new Float64Array(classCount);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    classify(features.subarray(row * columns, (row + 1) * columns), probabilities);
    loss -= Math.log(probabilities[labels[row] ?? 0] ?? Number.NaN);
  }
  for (const weight of weights.flatMap((row) => row.slice(0, -1))) loss += weight ** 2 / 2;
  return loss / rows;
}
