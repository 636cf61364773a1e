import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getTrainer, parseParams } from "@rookery/learning";
import { median } from "../median.ts";
import { makeTable, type TableShape, type TrainingTable } from "./make-table.ts";
import type { Sklearn } from "./start-sklearn.ts";

export interface Comparison {
  /** Medians over the rounds. */
  ourMs: number;
  theirMs: number;
  /** Median of the rounds' ratios: how many times as long scikit-learn takes. */
  ratio: number;
  ratios: number[];
  /** Our loss minus theirs; both stop at the same tolerance. */
  lossDifference: number;
}

export interface ComparedTable extends TableShape {
  rounds: number;
  /** Of each in every round; the median counts. */
  fits: number;
}

/** Takes turns between our trainer and scikit-learn, both with their defaults, after a warm-up. */
export async function compareFits(
  { rounds, fits, ...shape }: ComparedTable,
  sklearn: Sklearn,
  tempDir: string,
): Promise<Comparison> {
  const table = makeTable(shape);
  const files = { features: join(tempDir, "features"), labels: join(tempDir, "labels") };
  await writeFile(files.features, table.features);
  await writeFile(files.labels, table.labels);
  const request = { ...files, rows: shape.rows, columns: shape.columns, fits };

  let ours = await timeFits(table, fits);
  let theirs = await sklearn.fit(request);
  const ourTimes: number[] = [];
  const theirTimes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours = await timeFits(table, fits);
    theirs = await sklearn.fit(request);
    ourTimes.push(ours.medianMs);
    theirTimes.push(theirs.medianMs);
  }
  const ratios = theirTimes.map((ms, round) => ms / (ourTimes[round] ?? Number.NaN));
  return {
    ourMs: median(ourTimes),
    theirMs: median(theirTimes),
    ratio: median(ratios),
    ratios,
    lossDifference: measureLoss(table, ours.weights) - measureLoss(table, theirs.weights),
  };
}

const trainer = getTrainer("logistic-regression-lbfgs");
const params = parseParams(trainer, {});

async function timeFits(table: TrainingTable, fits: number) {
  const times: number[] = [];
  let weights: number[][] = [];
  for (let i = 0; i < fits; i++) {
    const startedAt = performance.now();
    const state = await trainer.fit({ ...table, params, seed: 1 });
    times.push(performance.now() - startedAt);
    weights = (state as { weights: number[][] }).weights;
  }
  return { medianMs: median(times), weights };
}

/** Mean log loss plus the penalty with c = 1. */
function measureLoss(table: TrainingTable, weights: number[][]): number {
  const { features, labels, rows, columns, classCount } = table;
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
