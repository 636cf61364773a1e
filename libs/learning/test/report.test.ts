import { RunReport } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { evaluateRun, type RunInput } from "../src/evaluate/evaluate-run.ts";
import { reportClasses } from "../src/evaluate/report/report-classes.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";
import { penguinFeatures, readFixture, readPenguins } from "./penguins.ts";

const trainers = createTrainers();

const { curves } = readFixture<{
  curves: {
    labels: number[];
    scores: number[];
    auc: number;
    observed: number[];
    predicted: number[];
  };
}>("trainers.json");
const run = {
  table: readPenguins(),
  target: "species",
  features: penguinFeatures,
  params: {},
  validation: { kind: "k-fold", folds: 5 },
  testFraction: 0.2,
  seed: 7,
} as const;

async function reportOf(change: Partial<RunInput> & Pick<RunInput, "trainer">) {
  const { report } = await evaluateRun({ ...run, ...change });
  const read = RunReport.parse(JSON.parse(JSON.stringify(report)));
  expect(read).toEqual(report);
  return read;
}

describe("curves", () => {
  const report = reportClasses(
    {
      task: "classification",
      labels: Int32Array.from(curves.labels),
      predicted: Int32Array.from(curves.scores, (score) => (score > 0.5 ? 1 : 0)),
      probabilities: Float64Array.from(curves.scores.flatMap((score) => [1 - score, score])),
      classCount: 2,
    },
    ["no", "yes"],
  );

  test("the area of a thinned ROC curve is the whole curve's to 0.001", () => {
    const { auc, falsePositiveRates, truePositiveRates } = report.roc[1];
    expect(auc).toBeCloseTo(curves.auc, 12);
    expect(falsePositiveRates.length).toBeLessThanOrEqual(201);
    expect(areaUnder(falsePositiveRates, truePositiveRates)).toBeCloseTo(curves.auc, 3);
    expect([falsePositiveRates[0], truePositiveRates[0]]).toEqual([0, 0]);
    expect([falsePositiveRates.at(-1), truePositiveRates.at(-1)]).toEqual([1, 1]);
  });

  test("calibration is scikit-learn's", () => {
    const { bins } = report.calibration[1];
    expect(bins).toHaveLength(curves.observed.length);
    for (const [i, { observed, predicted }] of bins.entries()) {
      expect(observed).toBeCloseTo(curves.observed[i], 12);
      expect(predicted).toBeCloseTo(curves.predicted[i], 12);
    }
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
  });
});

describe("a run's report", () => {
  test("of a linear model ranks columns by their coefficients, categories together", async () => {
    const report = await reportOf({ trainer: trainers.findFitting("logistic-regression-lbfgs") });
    expect(report).toMatchObject({
      task: "classification",
      rowCount: 275,
      classCount: 3,
      importance: { method: "coefficients", columnCount: 6 },
    });
    const columns = report.importance?.columns ?? [];
    expect(columns.map(({ name }) => name).sort()).toEqual([...penguinFeatures].sort());
    expect(columns[0].name).toBe("culmen_length_mm");
  });

  test.each(["random-forest", "k-nearest-neighbours"])(
    "of %s finds by permutation which column tells the classes apart",
    async (trainer) => {
      const table = withNoise();
      const features = ["noise", "signal"];
      const holdOut = { kind: "hold-out", fraction: 0.3 } as const;
      for (const validation of [run.validation, holdOut]) {
        const report = await reportOf({
          trainer: trainers.findFitting(trainer),
          table,
          features,
          target: "y",
          validation,
        });
        const { columns = [], method } = report.importance ?? {};
        expect(method).toBe("permutation");
        expect(columns[0]).toMatchObject({ name: "signal" });
        expect(columns[0].importance).toBeGreaterThan(0.3);
        expect(Math.abs(columns[1].importance)).toBeLessThan(0.1);
      }
    },
  );

  test("of numbers tells how far off they are", async () => {
    const features = ["culmen_length_mm", "culmen_depth_mm", "flipper_length_mm", "species"];
    const report = await reportOf({
      trainer: trainers.findFitting("ridge"),
      target: "body_mass_g",
      features,
    });
    if (report.task !== "regression") throw new Error("not about numbers");
    const median = report.residuals.quantiles.find(({ share }) => share === 0.5)?.value;
    expect(Math.abs(median ?? Number.NaN)).toBeLessThan(100);
    expect(Math.abs(report.residuals.mean)).toBeLessThan(20);
    expect(report.sample).toHaveLength(report.rowCount);
    const actual = report.sample.map((row) => row.actual);
    expect(actual).toEqual(actual.toSorted((a, b) => a - b));
  });

  test("stays below 100 KB however wide the table and however many the classes", async () => {
    const names = Array.from({ length: 150 }, (_, i) => `${i} ${"n".repeat(190)}`);
    const builder = createTableBuilder([
      ...names.map((name) => ({ name, kind: "number" as const })),
      { name: "y", kind: "category" as const },
    ]);
    for (let row = 0; row < 4000; row++) {
      const label = row % 80;
      const cells = names.map((_, i) => Math.sin(row * (i + 1)) + (i === 0 ? label / 20 : 0));
      builder.addRow([...cells, `${label} ${"c".repeat(500)}`]);
    }
    const report = await reportOf({
      trainer: trainers.findFitting("naive-bayes"),
      table: builder.build(),
      target: "y",
      features: names,
      validation: { kind: "hold-out", fraction: 0.5 },
    });
    expect(JSON.stringify(report).length).toBeLessThan(100_000);
    expect(report).toMatchObject({ classCount: 80 });
  });

  test("is the same for the same seed", async () => {
    const trainer = trainers.findFitting("random-forest");
    const params = { trees: 10 };
    expect(await reportOf({ trainer, params })).toEqual(await reportOf({ trainer, params }));
  });
});

function areaUnder(x: readonly number[], y: readonly number[]): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i] - x[i - 1]) * (y[i] + y[i - 1])) / 2;
  return area;
}

function withNoise() {
  const builder = createTableBuilder([
    { name: "noise", kind: "number" },
    { name: "signal", kind: "category" },
    { name: "y", kind: "boolean" },
  ]);
  for (let row = 0; row < 200; row++) {
    builder.addRow([Math.sin(row * row), ["a", "b", "c", "d"][row % 4], row % 4 < 2]);
  }
  return builder.build();
}
