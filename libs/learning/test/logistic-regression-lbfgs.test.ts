import { describe, expect, test } from "vitest";
import { encodeRows } from "../src/features/encode-rows.ts";
import { fitFeatures } from "../src/features/fit-features.ts";
import { minimizeLbfgs } from "../src/numerics/minimize-lbfgs.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { readTarget } from "../src/tables/read-target.ts";
import { parseParams } from "../src/trainers/complete-params.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";
import { createLogisticLoss } from "../src/trainers/logistic/logistic-loss.ts";
import { logisticRegressionLbfgs } from "../src/trainers/logistic/logistic-regression-lbfgs.ts";
import type { ClassificationInput } from "../src/trainers/trainer.ts";
import { makeNoise, type TrainingData } from "./make-noise.ts";
import { penguinFeatures, readFixture, readPenguins } from "./penguins.ts";

const trainers = createTrainers();

type Input = ClassificationInput<{ c: number; maxSteps: number; tolerance: number }>;

interface Fit {
  c: number;
  weights: number[][];
  loss: number;
}

interface Fixture {
  penguins: { classes: string[]; fits: Fit[] }[];
  tables: Record<string, { features: number[][]; labels: number[]; fits: Fit[] }>;
}

const fixture = readFixture<Fixture>("logistic.json");
const defaults = { c: 1, maxSteps: 100, tolerance: 1e-4 };
const tight = { maxSteps: 2000, tolerance: 1e-10 };

const cases = [
  ...fixture.penguins.flatMap(({ classes, fits }) =>
    fits.map((fit) => ({ name: `penguins ${classes.join(", ")}`, fit, data: penguins(classes) })),
  ),
  ...Object.entries(fixture.tables).flatMap(([name, { features, labels, fits }]) =>
    fits.map((fit) => ({ name, fit, data: standardise(features, labels) })),
  ),
];

describe("agrees with scikit-learn", () => {
  test.each(cases)("on $name with c = $fit.c", async ({ data, fit }) => {
    const { weights, losses } = await run(data, { ...tight, c: fit.c });
    expect(largestDifference(weights, fit.weights)).toBeLessThan(1e-4);
    expect(Math.abs((losses.at(-1) ?? Number.NaN) - fit.loss)).toBeLessThan(1e-6);
  });

  // Sixteen times the rows with a sixteenth of c have the same minimum, and start on a sample.
  test.each(cases)("on sixteen times $name with c = $fit.c", async ({ data, fit }) => {
    const { weights, losses } = await run(repeat(data, 16), { ...tight, c: fit.c / 16 });
    expect(largestDifference(weights, fit.weights)).toBeLessThan(1e-4);
    expect(Math.abs((losses.at(-1) ?? Number.NaN) - fit.loss)).toBeLessThan(1e-6);
  });
});

describe("logistic-regression-lbfgs", () => {
  const data = penguins(fixture.penguins[0].classes);

  test("reports a falling loss once per step", async () => {
    const { losses, steps } = await run(data, defaults);
    expect(steps).toEqual(losses.map((_, i) => i + 1));
    expect(losses.length).toBeGreaterThan(5);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  test("stops at maxSteps, and sooner with a wider tolerance", async () => {
    expect((await run(data, { ...defaults, maxSteps: 3 })).steps).toEqual([1, 2, 3]);
    const wide = await run(data, { ...defaults, tolerance: 0.1 });
    expect(wide.steps.length).toBeLessThan((await run(data, defaults)).steps.length);
  });

  test("returns within a step when it should stop", async () => {
    const steps: number[] = [];
    await logisticRegressionLbfgs.fit({
      ...inputOf(data, defaults),
      report: (step) => steps.push(step),
      shouldStop: () => steps.length === 2,
    });
    expect(steps).toEqual([1, 2]);
  });

  test("gives the same bytes again", async () => {
    const first = await run(data, defaults);
    expect(JSON.stringify(await run(data, defaults))).toBe(JSON.stringify(first));
  });

  test.each([2, 3])(
    "stays finite where %i classes are apart and nothing holds the weights",
    async (classCount) => {
      const rows = classCount * 4;
      const labels = Int32Array.from({ length: rows }, (_, row) => row % classCount);
      const apart = {
        features: Float64Array.from(labels, (label) => label - 1),
        rows,
        columns: 1,
        labels,
        classCount,
      };
      const params = { c: 1e15, maxSteps: 50, tolerance: 1e-15 };
      const { weights, losses } = await run(apart, params);
      expect(weights.flat().every(Number.isFinite)).toBe(true);
      expect(losses.length).toBeLessThanOrEqual(50);
      expect(losses.at(-1)).toBeLessThan(0.01);
    },
  );

  test("leaves constant columns without weight", async () => {
    const columns = 3;
    const features = new Float64Array(data.rows * columns);
    for (let row = 0; row < data.rows; row++) features[row * columns] = data.features[row * 9];
    const { weights } = await run({ ...data, features, columns }, { ...tight, c: 1 });
    for (const [, second, third] of weights) expect([second, third]).toEqual([0, 0]);
  });

  test("finds the same minimum from a sample, with rows in order of their class and a rare class", async () => {
    const long = makeNoise({ rows: 20_000, columns: 6, classCount: 3 });
    long.labels.fill(0, 0, 12_000).fill(1, 12_000).fill(2, 19_999);
    // Two columns that say the same, and one that is seldom anything but 0.
    for (let row = 0; row < long.rows; row++) {
      long.features[row * 6 + 1] = 1 - long.features[row * 6];
      long.features[row * 6 + 2] = row % 2_500 === 7 ? 1 : 0;
    }
    const plain = new Float64Array(21);
    const loss = minimizeLbfgs({
      objective: createLogisticLoss({ ...long, penalty: 1 / long.rows }),
      point: plain,
      ...tight,
    });
    const { weights, losses } = await run(long, { ...tight, c: 1 });
    expect(losses.at(-1)).toBeCloseTo(loss, 10);
    for (const [i, value] of weights.flat().entries()) expect(value).toBeCloseTo(plain[i], 4);
  });

  test("refuses a NaN that the sample does not see", () => {
    const long = makeNoise({ rows: 5_000, columns: 3, classCount: 2 });
    long.features[4_999 * 3] = Number.NaN;
    expect(() => logisticRegressionLbfgs.fit(inputOf(long, defaults))).toThrow(
      expect.objectContaining({ code: "training-diverged" }),
    );
  });

  test("learns the class frequencies when no column tells anything", async () => {
    const labels = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 2, 2);
    const empty = { features: new Float64Array(10), rows: 10, columns: 1, labels, classCount: 3 };
    const { weights } = await run(empty, { ...tight, c: 1 });
    const classify = logisticRegressionLbfgs.compile({ weights }, { columns: 1, classCount: 3 });
    const probabilities = new Float64Array(3);
    expect(classify(Float64Array.of(0), probabilities)).toBe(0);
    for (const [i, share] of [0.5, 0.3, 0.2].entries()) {
      expect(probabilities[i]).toBeCloseTo(share, 7);
    }
  });

  test("takes 40 classes, one of them with a single row", async () => {
    const classCount = 40;
    const many = makeNoise({ rows: 391, columns: 4, classCount });
    many.labels.fill(0, 0, 5);
    for (const [row, label] of many.labels.entries()) if (label === 39) many.labels[row] = 38;
    many.labels[390] = 39;
    const { weights, losses } = await run(many, defaults);
    expect(weights).toHaveLength(classCount);
    expect(weights.flat().every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)).toBeLessThan(Math.log(classCount));
  });

  test("holds every weight near 0 under the strongest penalty, but not the intercept", async () => {
    const { weights } = await run(data, { ...tight, c: 1e-10 });
    for (const row of weights) {
      expect(Math.max(...row.slice(0, -1).map(Math.abs))).toBeLessThan(1e-6);
      expect(Math.abs(row[row.length - 1])).toBeGreaterThan(0.01);
    }
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %d in the features", (value) => {
    const input = inputOf({ ...data, features: data.features.slice() }, defaults);
    input.features[4] = value;
    expect(() => logisticRegressionLbfgs.fit(input)).toThrow(
      expect.objectContaining({ code: "training-diverged" }),
    );
  });

  test("gives NaN for a row beyond what the numbers can carry", () => {
    const weights = [
      [1e300, 0],
      [2e300, 0],
      [-3e300, 0],
    ];
    const classify = logisticRegressionLbfgs.compile({ weights }, { columns: 1, classCount: 3 });
    const probabilities = new Float64Array(3);
    classify(Float64Array.of(1e300), probabilities);
    expect([...probabilities]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test("names the parameter that is out of range", () => {
    const trainer = trainers.findFitting("logistic-regression-lbfgs");
    expect(parseParams(trainer, {})).toEqual(defaults);
    expect(() => parseParams(trainer, { c: 0, maxSteps: 0, tolerance: 0, steps: 1 })).toThrow(
      expect.objectContaining({
        code: "sweep-invalid",
        issues: ["c", "maxSteps", "tolerance", "steps"].map((name) =>
          expect.objectContaining({ field: `space.${name}` }),
        ),
      }),
    );
  });
});

async function run(data: TrainingData, params: Input["params"]) {
  const losses: number[] = [];
  const steps: number[] = [];
  const report: Input["report"] = (step, { loss }) => {
    steps.push(step);
    losses.push(loss);
  };
  const { weights } = await logisticRegressionLbfgs.fit({ ...inputOf(data, params), report });
  return { weights, losses, steps };
}

function inputOf(data: TrainingData, params: Input["params"]): Input {
  return { ...data, params, seed: 1 };
}

/** Through our own pipeline, fitted on the rows of these species. */
function penguins(classes: readonly string[]): TrainingData {
  const table = readPenguins();
  const target = readTarget(table, "species", "classification");
  const rows = target.rows.filter((row) => classes.includes(target.classes[target.labels[row]]));
  const matrix = encodeRows(table, fitFeatures(table, penguinFeatures, rows), rows);
  const labels = rows.map((row) => classes.indexOf(target.classes[target.labels[row]]));
  return { ...matrixOf(matrix), labels, classCount: classes.length };
}

function standardise(features: readonly number[][], labels: readonly number[]): TrainingData {
  const names = features[0].map((_, i) => `column ${i}`);
  const builder = createTableBuilder(names.map((name) => ({ name, kind: "number" })));
  for (const row of features) builder.addRow(row);
  const table = builder.build();
  const rows = Int32Array.from(features.keys());
  const matrix = encodeRows(table, fitFeatures(table, names, rows), rows);
  const classCount = new Set(labels).size;
  return { ...matrixOf(matrix), labels: Int32Array.from(labels), classCount };
}

function matrixOf({ values, rows, columns }: ReturnType<typeof encodeRows>) {
  return { features: values, rows, columns };
}

function repeat(
  { features, rows, columns, labels, classCount }: TrainingData,
  times: number,
): TrainingData {
  const repeated = new Float64Array(times * features.length);
  const repeatedLabels = new Int32Array(times * rows);
  for (let i = 0; i < times; i++) {
    repeated.set(features, i * features.length);
    repeatedLabels.set(labels, i * rows);
  }
  return {
    features: repeated,
    rows: times * rows,
    columns,
    labels: repeatedLabels,
    classCount,
  };
}

function largestDifference(weights: number[][], expected: number[][]): number {
  expect(weights.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  const wanted = expected.flat();
  return Math.max(...weights.flat().map((value, i) => Math.abs(value - wanted[i])));
}
