import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTrainers, parseParams, type Trainer } from "@rookery/learning";
import { median } from "../median.ts";
import { makeTable, type TableShape, type TrainingTable } from "./make-table.ts";
import { measureLoss } from "./measure-loss.ts";
import type { Sklearn } from "./start-sklearn.ts";

export interface Comparison {
  /** Medians over the rounds. */
  ourMs: number;
  theirMs: number;
  /** Median of the rounds' ratios: how many times as long scikit-learn takes. */
  ratio: number;
  ratios: number[];
  /** Of logistic regression: our loss minus theirs; both stop at the same tolerance. */
  lossDifference: number | null;
}

export interface ComparedTable extends TableShape {
  trainer: string;
  rounds: number;
  /** Of each in every round; the median counts. */
  fits: number;
}

/** Takes turns between our trainer and scikit-learn, both with their defaults, after a warm-up. */
export async function compareFits(
  { trainer: name, rounds, fits, ...shape }: ComparedTable,
  sklearn: Sklearn,
  tempDir: string,
): Promise<Comparison> {
  const trainer = createTrainers().findFitting(name);
  const table = makeTable(shape);
  const files = { features: join(tempDir, "features"), targets: join(tempDir, "targets") };
  const kind = trainer.task === "regression" ? "numbers" : "classes";
  await writeFile(files.features, table.features);
  await writeFile(files.targets, kind === "numbers" ? table.targets : table.labels);
  const { rows, columns } = shape;
  const request = { ...files, kind, trainer: name, rows, columns, fits } as const;

  let ours = await timeFits(trainer, table, fits);
  let theirs = await sklearn.fit(request);
  const ourTimes: number[] = [];
  const theirTimes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours = await timeFits(trainer, table, fits);
    theirs = await sklearn.fit(request);
    ourTimes.push(ours.medianMs);
    theirTimes.push(theirs.medianMs);
  }
  const ratios = theirTimes.map((ms, round) => ms / (ourTimes[round] ?? Number.NaN));
  const lossOf = ({ state }: { state: unknown }) =>
    measureLoss(table, (state as { weights: number[][] }).weights);
  return {
    ourMs: median(ourTimes),
    theirMs: median(theirTimes),
    ratio: median(ratios),
    ratios,
    lossDifference:
      name === "logistic-regression-lbfgs"
        ? lossOf(ours) - measureLoss(table, theirs.weights)
        : null,
  };
}

async function timeFits(trainer: Trainer, table: TrainingTable, fits: number) {
  const input = { ...table, params: parseParams(trainer, {}), seed: 1 };
  const times: number[] = [];
  let state: unknown;
  for (let i = 0; i < fits; i++) {
    const startedAt = performance.now();
    state = await trainer.fit(input);
    times.push(performance.now() - startedAt);
  }
  return { medianMs: median(times), state };
}
