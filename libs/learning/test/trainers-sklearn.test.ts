import { describe, expect, test } from "vitest";
import { measureRegression } from "../src/evaluate/regression-metrics.ts";
import { encodeRows } from "../src/features/encode-rows.ts";
import { fitFeatures } from "../src/features/fit-features.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { naiveBayes } from "../src/trainers/naive-bayes.ts";
import {
  kNearestNeighbours,
  kNearestNeighboursRegression,
} from "../src/trainers/neighbours/k-nearest-neighbours.ts";
import { ridge } from "../src/trainers/ridge/ridge.ts";
import { compileState, type Trainer } from "../src/trainers/trainer.ts";
import { decisionTree, decisionTreeRegression } from "../src/trainers/trees/decision-tree.ts";
import { randomForest, randomForestRegression } from "../src/trainers/trees/random-forest.ts";
import { readFixture } from "./penguins.ts";

interface Luck {
  mean: number;
  deviation: number;
}
interface Fitted {
  features: number[][];
  stumpTraining: number;
  tree: Luck;
  forest: Luck;
}
interface ClassTable extends Fitted {
  labels: number[];
  naiveBayes: number[][];
  neighbours: number[];
  weightedNeighbours: number[][];
}
interface NumberTable extends Fitted {
  targets: number[];
  ridge: { alpha: number; weights: number[] }[];
  neighbours: number[];
}
interface Fixture {
  classification: Record<string, ClassTable>;
  regression: Record<string, NumberTable>;
  repeatedColumns: { features: number[][]; targets: number[]; weights: number[] };
  metrics: {
    name: string;
    actual: number[];
    predicted: number[];
    metrics: Record<string, number | null>;
  }[];
}

const fixture = readFixture<Fixture>("trainers.json");

describe("regression metrics equal scikit-learn's", () => {
  test.each(fixture.metrics)("$name", ({ actual, predicted, metrics }) => {
    const measured = measureRegression({
      task: "regression",
      actual: Float64Array.from(actual),
      predicted: Float64Array.from(predicted),
    });
    for (const [name, value] of Object.entries(measured)) {
      const expected = metrics[name];
      if (expected === null) expect(value, name).toBeNaN();
      else expect(value, name).toBeCloseTo(expected, 12);
    }
  });
});

describe.each(Object.entries(fixture.classification))("as scikit-learn on %s", (_, table) => {
  const { training, heldOut } = standardise(table.features);
  const labels = Int32Array.from(table.labels.filter((_, row) => row % 3 !== 0));
  const expected = table.labels.filter((_, row) => row % 3 === 0);
  const classCount = new Set(table.labels).size;

  async function predict(trainer: Trainer, params: object, { seed = 1, rows = heldOut } = {}) {
    const { columns } = training;
    const targets = new Float64Array(0);
    const input = {
      features: training.values,
      rows: training.rows,
      columns,
      labels,
      targets,
      classCount,
      params: trainer.parameters.parse(params),
      seed,
    };
    const compiled = compileState(trainer, await trainer.fit(input), { columns, classCount });
    if (compiled.task !== "classification") throw new Error("not a classifier");
    const all = rowsOf(rows).map((row) => {
      const probabilities = new Float64Array(classCount);
      return { label: compiled.classify(row, probabilities), probabilities };
    });
    return {
      labels: all.map(({ label }) => label),
      probabilities: all.map(({ probabilities }) => [...probabilities]),
    };
  }
  const accuracy = async (...given: Parameters<typeof predict>) =>
    shareEqual((await predict(...given)).labels, expected);

  test("naive Bayes gives the same probabilities", async () => {
    const { probabilities } = await predict(naiveBayes, {});
    expect(largestDifference(probabilities, table.naiveBayes)).toBeLessThan(1e-6);
  });

  test("nearest neighbours give the same labels and shares", async () => {
    expect((await predict(kNearestNeighbours, { neighbours: 5 })).labels).toEqual(table.neighbours);
    const weighted = await predict(kNearestNeighbours, { neighbours: 7, weights: "distance" });
    expect(largestDifference(weighted.probabilities, table.weightedNeighbours)).toBeLessThan(1e-9);
  });

  test("a tree of one split is the same, of more as accurate within three deviations", async () => {
    const stump = await predict(decisionTree, { maxDepth: 1 }, { rows: training });
    expect(shareEqual(stump.labels, [...labels])).toBeCloseTo(table.stumpTraining, 12);
    // Ties decide between trees; a deviation is at least one row.
    const step = 1 / expected.length;
    const margin = 3 * Math.max(table.tree.deviation, step);
    expect(Math.abs((await accuracy(decisionTree, {})) - table.tree.mean)).toBeLessThan(margin);
  });

  test("forests are as accurate on average", async () => {
    const found = await Promise.all(
      [1, 2, 3, 4, 5].map((seed) => accuracy(randomForest, {}, { seed })),
    );
    const step = 1 / expected.length;
    const margin = Math.max(2 * table.forest.deviation, step);
    expect(Math.abs(mean(found) - table.forest.mean)).toBeLessThan(margin);
  });
});

describe.each(Object.entries(fixture.regression))("as scikit-learn on %s", (_, table) => {
  const { training, heldOut } = standardise(table.features);
  const targets = Float64Array.from(table.targets.filter((_, row) => row % 3 !== 0));
  const expected = Float64Array.from(table.targets.filter((_, row) => row % 3 === 0));

  async function fit(trainer: Trainer, params: object, seed = 1) {
    const { columns } = training;
    return await trainer.fit({
      features: training.values,
      rows: training.rows,
      columns,
      targets,
      labels: new Int32Array(0),
      classCount: 0,
      params: trainer.parameters.parse(params),
      seed,
    });
  }
  async function predict(trainer: Trainer, params: object, { seed = 1, rows = heldOut } = {}) {
    const state = await fit(trainer, params, seed);
    const compiled = compileState(trainer, state, { columns: training.columns, classCount: 0 });
    if (compiled.task !== "regression") throw new Error("not a regressor");
    return Float64Array.from(rowsOf(rows), (row) => compiled.estimate(row));
  }
  const r2 = (actual: Float64Array, predicted: Float64Array) =>
    measureRegression({ task: "regression", actual, predicted }).r2;

  test.each(table.ridge)("ridge finds the same weights with alpha $alpha", async (solution) => {
    const state = await fit(ridge, { alpha: solution.alpha });
    const { weights } = state as { weights: number[] };
    const scale = Math.max(1, ...solution.weights.map(Math.abs));
    expect(largestDifference([weights], [solution.weights]) / scale).toBeLessThan(1e-8);
  });

  test("nearest neighbours give the same numbers", async () => {
    const found = await predict(kNearestNeighboursRegression, { neighbours: 5 });
    expect(largestDifference([[...found]], [table.neighbours])).toBeLessThan(1e-9);
  });

  test("a tree of one split is the same, of more as good within three deviations", async () => {
    const stump = await predict(decisionTreeRegression, { maxDepth: 1 }, { rows: training });
    expect(r2(targets, stump)).toBeCloseTo(table.stumpTraining, 10);
    const found = r2(expected, await predict(decisionTreeRegression, { maxDepth: 4 }));
    const margin = Math.max(3 * table.tree.deviation, 0.02);
    expect(Math.abs(found - table.tree.mean)).toBeLessThan(margin);
  });

  test("forests are as good on average", async () => {
    const found = await Promise.all(
      [1, 2, 3].map(async (seed) =>
        r2(expected, await predict(randomForestRegression, {}, { seed })),
      ),
    );
    const margin = Math.max(2 * table.forest.deviation, 0.01);
    expect(Math.abs(mean(found) - table.forest.mean)).toBeLessThan(margin);
  });
});

test("of equally good weights least squares takes the shortest, as scikit-learn", async () => {
  const { features, targets, weights } = fixture.repeatedColumns;
  const state = await ridge.fit({
    features: Float64Array.from(features.flat()),
    rows: features.length,
    columns: 5,
    targets: Float64Array.from(targets),
    params: { alpha: 0 },
    seed: 1,
  });
  expect(largestDifference([state.weights], [weights])).toBeLessThan(1e-8);
});

type Matrix = ReturnType<typeof encodeRows>;

/** Every third row apart, in units of the others' deviations. */
function standardise(features: readonly number[][]): { training: Matrix; heldOut: Matrix } {
  const names = features[0].map((_, i) => `column ${i}`);
  const builder = createTableBuilder(names.map((name) => ({ name, kind: "number" })));
  for (const row of features) builder.addRow(row);
  const table = builder.build();
  const all = Int32Array.from(features.keys());
  const rows = all.filter((row) => row % 3 !== 0);
  const fitted = fitFeatures(table, names, rows);
  const others = all.filter((row) => row % 3 === 0);
  return { training: encodeRows(table, fitted, rows), heldOut: encodeRows(table, fitted, others) };
}

function rowsOf({ values, rows, columns }: Matrix): Float64Array[] {
  return Array.from({ length: rows }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns),
  );
}

function largestDifference(found: readonly number[][], expected: readonly number[][]): number {
  expect(found.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  const wanted = expected.flat();
  return Math.max(...found.flat().map((value, i) => Math.abs(value - wanted[i])));
}

function shareEqual(found: readonly number[], expected: readonly number[]): number {
  return found.filter((label, i) => label === expected[i]).length / expected.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
