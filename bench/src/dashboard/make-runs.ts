import type { Params, RunState } from "@rookery/contracts";
import { createRandom } from "../create-random.ts";

export interface FilledRun {
  params: Params;
  state: Extract<RunState, "succeeded" | "pruned" | "failed">;
  /** Empty when it failed. */
  metrics: Record<string, number>;
  durationMs: number;
}

const forest = "random-forest";
const linear = "logistic-regression-lbfgs";
export const trainers = [forest, linear];
/** As a request has it: numbers on both scales, integers, categories, and parameters that only one trainer has. */
export const space = {
  c: { min: 0.0001, max: 1000, scale: "log", when: { trainer: linear } },
  tolerance: { min: 1e-6, max: 0.01, scale: "log", when: { trainer: linear } },
  trees: { type: "int", min: 10, max: 500, scale: "log", when: { trainer: forest } },
  maxDepth: { type: "int", min: 2, max: 32, when: { trainer: forest } },
  minSamplesLeaf: { type: "int", min: 1, max: 20, when: { trainer: forest } },
  maxFeatures: { values: ["sqrt", "log2", "all"], when: { trainer: forest } },
} as const;

/** Runs as a sweep over two trainers leaves them, each with other parameters; the same ones at every call. */
export function makeRuns(count: number): FilledRun[] {
  const random = createRandom(1);
  const runs = new Map<string, FilledRun>();
  while (runs.size < count) {
    const run = makeRun(random);
    runs.set(JSON.stringify(run.params), run);
  }
  return [...runs.values()];
}

function makeRun(random: () => number): FilledRun {
  const params = random() < 0.5 ? drawLinear(random) : drawForest(random);
  const chance = random();
  const state = chance < 0.05 ? "failed" : chance < 0.2 ? "pruned" : "succeeded";
  const durationMs = Math.round(20 + 2_000 * random() ** 3);
  if (state === "failed") return { params, state, metrics: {}, durationMs };
  const accuracy = 1 - random() ** 3 * 0.6;
  const near = () => Math.min(1, accuracy + (random() - 0.5) * 0.02);
  const metrics = {
    accuracy,
    balanced_accuracy: near(),
    f1_macro: near(),
    precision_macro: near(),
    recall_macro: near(),
    roc_auc: (1 + near()) / 2,
    log_loss: 0.01 + (1 - accuracy) * 2 * random(),
  };
  return { params, state, metrics, durationMs };
}

function drawLinear(random: () => number): Params {
  return {
    trainer: linear,
    c: logUniform(random, space.c),
    tolerance: logUniform(random, space.tolerance),
  };
}

function drawForest(random: () => number): Params {
  return {
    trainer: forest,
    trees: Math.round(logUniform(random, space.trees)),
    maxDepth: Math.round(2 + 30 * random()),
    minSamplesLeaf: Math.round(1 + 19 * random()),
    maxFeatures: space.maxFeatures.values[Math.floor(random() * 3)] as string,
  };
}

function logUniform(random: () => number, { min, max }: { min: number; max: number }): number {
  return Math.exp(Math.log(min) + random() * Math.log(max / min));
}
