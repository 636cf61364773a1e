import LogisticRegression from "ml-logistic-regression";
import { Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { encodeRows } from "../src/features/encode-rows.ts";
import { fitFeatures } from "../src/features/fit-features.ts";
import { readTarget } from "../src/tables/read-target.ts";
import { parseParams } from "../src/trainers/complete-params.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";
import { logisticRegression } from "../src/trainers/logistic/logistic-regression.ts";
import { type PenguinsFixture, penguinFeatures, readFixture, readPenguins } from "./penguins.ts";

const trainers = createTrainers();

const fixture = readFixture<PenguinsFixture>("penguins.json");
const table = readPenguins();
const target = readTarget(table, "species", "classification");

function fitInput(rows: Int32Array, params: PenguinsFixture["params"]) {
  const matrix = encodeRows(table, fitFeatures(table, penguinFeatures, rows), rows);
  return {
    matrix,
    input: {
      features: matrix.values,
      rows: matrix.rows,
      columns: matrix.columns,
      labels: rows.map((row) => target.labels[row]),
      classCount: 3,
      params,
      seed: 1,
    },
  };
}

describe("logistic regression", () => {
  const training = target.rows.filter((row) => !fixture.heldOut.includes(row));

  test("finds the weights that numpy finds with the same update rule", async () => {
    const { input } = fitInput(training, fixture.params);
    const { weights } = await logisticRegression.fit(input);
    expectClose(weights, fixture.weights);
  });

  test("finds numpy's weights for two classes", async () => {
    const { matrix } = fitInput(training, fixture.params);
    const kept = [...training.keys()].filter((i) => target.labels[training[i]] < 2);
    const features = Float64Array.from(
      kept.flatMap((i) => [...matrix.values.subarray(i * 9, (i + 1) * 9)]),
    );
    const { weights } = await logisticRegression.fit({
      features,
      rows: kept.length,
      columns: 9,
      labels: Int32Array.from(kept, (i) => target.labels[training[i]]),
      classCount: 2,
      params: fixture.params,
      seed: 1,
    });
    expectClose(weights, fixture.binaryWeights);
  });

  test.each([
    { learningRate: 0.001, steps: 50 },
    { learningRate: 0.01, steps: 500 },
    { learningRate: 10, steps: 200 },
  ])("predicts every penguin as the library does, with %j", async (params) => {
    const { matrix, input } = fitInput(target.rows, params);
    const { weights } = await logisticRegression.fit(input);
    const library = LogisticRegression.load({
      name: "LogisticRegression",
      numberClasses: 3,
      classifiers: weights.map((row) => ({ weights: [row] })),
    });
    const rows = Array.from({ length: matrix.rows }, (_, row) => rowOf(matrix.values, row));
    const theirs = library.predict(new Matrix(rows.map((row) => [...row, 1])));

    const classify = logisticRegression.compile({ weights }, { columns: 9, classCount: 3 });
    const probabilities = new Float64Array(3);
    expect(rows.map((row) => classify(row, probabilities))).toEqual(theirs);
    expect(theirs).toHaveLength(344);
  });

  test("splits the probability evenly, as the library picks, when every class is ruled out", () => {
    const weights = [
      [100, 0],
      [50, 0],
      [200, 0],
    ];
    const classify = logisticRegression.compile({ weights }, { columns: 1, classCount: 3 });
    const probabilities = new Float64Array(3);
    expect(classify(Float64Array.of(1), probabilities)).toBe(0);
    expect([...probabilities]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test("says what to change when the descent diverges", () => {
    const { input } = fitInput(training, { learningRate: 1000, steps: 3 });
    expect(() => logisticRegression.fit(input)).toThrow(
      expect.objectContaining({
        code: "training-diverged",
        hint: "Use a smaller learningRate, for example 100.",
      }),
    );
  });

  test("takes NaN in the features for divergence instead of returning a useless model", () => {
    const { input } = fitInput(training, fixture.params);
    input.features[4] = Number.NaN;
    expect(() => logisticRegression.fit(input)).toThrow(
      expect.objectContaining({ code: "training-diverged" }),
    );
  });

  test("names the parameter that is out of range", () => {
    const trainer = trainers.findFitting("logistic-regression");
    expect(() => parseParams(trainer, { learningRate: 0, steps: 1.5, momentum: 1 })).toThrow(
      expect.objectContaining({
        code: "sweep-invalid",
        issues: [
          expect.objectContaining({ field: "space.learningRate" }),
          expect.objectContaining({ field: "space.steps" }),
          expect.objectContaining({ field: "space.momentum" }),
        ],
      }),
    );
  });
});

function rowOf(values: Float64Array, row: number): Float64Array {
  return values.subarray(row * 9, (row + 1) * 9);
}

function expectClose(weights: number[][], expected: number[][]): void {
  expect(weights).toHaveLength(expected.length);
  for (const [i, value] of weights.flat().entries()) {
    expect(Math.abs(value - expected.flat()[i])).toBeLessThan(1e-9);
  }
}
