import type { Params } from "@rookery/contracts";
import { expect, test } from "vitest";
import {
  type ClassificationInput,
  encodeModel,
  estimateMemory,
  fitModel,
  type RegressionInput,
  type RunShape,
} from "../src/index.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";
import { makeNoise } from "./make-noise.ts";
import { readPenguins } from "./penguins.ts";

const trainers = createTrainers();

const rows = 2_000;
const columns = 5;

/** What tells nothing of the target makes the largest trees. */
test.each<[trainer: string, params: Params, classCount: number]>([
  ["decision-tree", {}, 2],
  ["decision-tree", { maxDepth: 5 }, 2],
  ["random-forest", { trees: 3 }, 2],
  ["random-forest", { trees: 3 }, 20],
  ["random-forest", { trees: 3, minSamplesLeaf: 10 }, 2],
  ["k-nearest-neighbours", {}, 2],
  ["logistic-regression", { steps: 1, learningRate: 1e-6 }, 3],
  ["decision-tree-regression", {}, 0],
  ["random-forest-regression", { trees: 3 }, 0],
  ["k-nearest-neighbours-regression", {}, 0],
])(
  "%s %o, %i classes: the model file is as large as was estimated, or smaller",
  async (...each) => {
    const [name, given, classCount] = each;
    const trainer = trainers.findFitting(name);
    const params = trainer.parameters.parse(given) as Params;
    const { labels, features } = makeNoise({ rows, columns, classCount: Math.max(1, classCount) });
    const shared = { features, rows, columns, params, seed: 1 };
    const state =
      trainer.task === "classification"
        ? await trainer.fit({ ...shared, labels, classCount } as ClassificationInput<never>)
        : await trainer.fit({
            ...{ ...shared, targets: Float64Array.from(labels, (_, row) => Math.cos(row * row)) },
          } as RegressionInput<never>);

    const shape: RunShape = {
      ...{
        rows: rows / 0.8,
        tableColumns: columns + 1,
        columns,
        numberColumns: columns,
        classCount,
      },
      ...{ testFraction: 0.2, validation: { kind: "hold-out", fraction: 0.2 } },
    };
    const { modelCharacters } = estimateMemory(trainer, params, shape);
    const { length } = JSON.stringify(state);
    expect(modelCharacters).toBeGreaterThanOrEqual(length);
    expect(modelCharacters).toBeLessThan(3 * length);
  },
);

test("a model that no file can hold fails its training with the reason", async () => {
  const model = await fitModel({
    ...{ table: readPenguins(), target: "species", features: ["body_mass_g"] },
    ...{
      trainer: trainers.findFitting("naive-bayes"),
      params: {},
      testFraction: 0,
      seed: 1,
      datasetVersion: "c0ffee",
    },
  });
  // Together beyond V8's longest string.
  const estimator = Array.from({ length: 33 }, () => Buffer.alloc(2 ** 24, "x").toString("latin1"));
  expect(() => encodeModel({ ...model, estimator })).toThrow(
    expect.objectContaining({
      code: "training-failed",
      message: expect.stringContaining("The model of naive-bayes is too large to be kept"),
    }),
  );
});
