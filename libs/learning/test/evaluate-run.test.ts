import { beforeAll, describe, expect, test } from "vitest";
import { createTableBuilder } from "../src/create-table-builder.ts";
import { evaluateModel } from "../src/evaluate-model.ts";
import { evaluateRun, type RunInput, type RunProgress } from "../src/evaluate-run.ts";
import { fitModel } from "../src/fit-model.ts";
import { decodeModel, encodeModel } from "../src/model-codec.ts";
import { splitTestRows } from "../src/split-test-rows.ts";
import type { Table } from "../src/table.ts";
import { type PenguinsFixture, penguinFeatures, readFixture, readPenguins } from "./penguins.ts";

const fixture = readFixture<PenguinsFixture>("penguins.json");
let table: Table;
let run: RunInput;

beforeAll(() => {
  table = readPenguins();
  run = {
    table,
    target: "species",
    features: penguinFeatures,
    trainer: "logistic-regression",
    params: { learningRate: 0.01, steps: 200 },
    validation: { kind: "k-fold", folds: 5 },
    testFraction: 0.2,
    seed: 7,
  };
});

describe("evaluating a run", () => {
  test("5-fold cross-validation on the penguins is right far more than 9 times in 10", async () => {
    const result = await evaluateRun(run);
    expect(result.metrics.accuracy).toBeGreaterThan(0.97);
    expect(result.folds).toHaveLength(5);
    expect(result.rowCounts).toEqual({ training: 275, test: 69, missingTarget: 0 });
    expect(result.confusion.labels).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    expect(result.confusion.counts.flat().reduce((sum, count) => sum + count)).toBe(275);
    expect(result.fitMs).toBeGreaterThan(0);
    expect(result.fitMs).toBeLessThanOrEqual(result.totalMs);
  });

  test("the same seed gives the same numbers", async () => {
    const [one, two] = [await evaluateRun(run), await evaluateRun(run)];
    expect(one.metrics).toEqual(two.metrics);
    expect(one.confusion).toEqual(two.confusion);
    expect(one.folds.map(({ metrics }) => metrics)).toEqual(
      two.folds.map(({ metrics }) => metrics),
    );
  });

  test("the held-out test rows have no influence", async () => {
    const before = await evaluateRun(run);
    const poisoned = readPenguins();
    const { heldOut } = splitTestRows({ ...run, table: poisoned });
    for (const column of poisoned.columns) {
      if (column.kind !== "number") continue;
      for (const row of heldOut) column.values[row] = 1e6;
    }
    const after = await evaluateRun({ ...run, table: poisoned });
    expect(after.metrics).toEqual(before.metrics);
  });

  test("hold-out validation is one fold", async () => {
    const progress: RunProgress[] = [];
    const result = await evaluateRun({
      ...run,
      validation: { kind: "hold-out", fraction: 0.25 },
      onProgress: (event) => progress.push(event),
    });
    expect(result.folds).toHaveLength(1);
    expect(result.folds[0].validationRowCount).toBe(70);
    expect(result.metrics).toEqual(result.folds[0].metrics);
    expect(progress).toEqual([{ fold: 0, folds: 1, values: result.metrics }]);
  });

  test("two classes, a boolean feature and rows without a target", async () => {
    const builder = createTableBuilder([
      { name: "x", kind: "number" },
      { name: "flag", kind: "boolean" },
      { name: "y", kind: "boolean" },
    ]);
    for (let i = 0; i < 40; i++) builder.addRow([i, i % 3 === 0, i === 5 ? null : i >= 20]);
    const result = await evaluateRun({
      ...run,
      table: builder.build(),
      target: "y",
      features: ["x", "flag"],
    });
    expect(result.confusion.labels).toEqual(["false", "true"]);
    expect(result.metrics.roc_auc).toBeGreaterThan(0.95);
    expect(result.rowCounts.missingTarget).toBe(1);
  });

  test("stops between folds when asked", async () => {
    const progress: RunProgress[] = [];
    const stopping = evaluateRun({
      ...run,
      onProgress: (event) => progress.push(event),
      shouldStop: () => progress.length === 2,
    });
    await expect(stopping).rejects.toMatchObject({ code: "run-cancelled" });
    expect(progress).toHaveLength(2);
  });

  test.each([
    [{ features: ["species"] }, /cannot be a feature/],
    [{ features: [] }, /At least one feature/],
    [{ features: ["sex", "sex"] }, /listed twice/],
    [{ features: ["wings"] }, /no column wings/],
    [{ trainer: "oracle" }, /no trainer named oracle/],
    [{ target: "wings" }, /no such column/],
  ])("refuses %j", async (change, message) => {
    const refused = evaluateRun({ ...run, ...change });
    await expect(refused).rejects.toMatchObject({ code: "sweep-invalid" });
    await expect(refused).rejects.toThrow(message);
  });
});

describe("fitting a model", () => {
  const fit = () => fitModel({ ...run, datasetVersion: "d".repeat(64) });

  test("the same seed, data and code give the same bytes, before and after reading", async () => {
    const text = encodeModel(await fit());
    expect(encodeModel(await fit())).toBe(text);
    expect(encodeModel(decodeModel(text))).toBe(text);
  });

  test("measures the held-out rows once and keeps them out of the fit", async () => {
    const model = await fit();
    const { heldOut } = splitTestRows(run);
    const result = evaluateModel(model, table, heldOut);
    expect(model.trainingRowCount).toBe(275);
    expect(result.rowCount).toBe(69);
    expect(result.metrics.accuracy).toBeGreaterThan(0.95);
  });

  test("fills in the trainer's defaults, so the file tells what was done", async () => {
    const model = await fitModel({ ...run, params: {}, datasetVersion: "v" });
    expect(model.trainer.params).toEqual({ learningRate: 0.01, steps: 500 });
  });

  test("pipeline, weights, probabilities and metrics together equal numpy and scikit-learn", async () => {
    const model = await fit();
    const [means, scales] = [fixture.means, fixture.scales];
    const features = model.features.map((feature, i) =>
      feature.kind === "number"
        ? { ...feature, fill: means[i], mean: means[i], scale: scales[i] }
        : { ...feature, fill: String(fixture.fills[i]) },
    );
    const theirs = { ...model, features, estimator: { weights: fixture.weights } };
    const result = evaluateModel(theirs, table, Int32Array.from(fixture.heldOut));
    expect(result.confusion.counts).toEqual(fixture.confusion);
    for (const [name, value] of Object.entries(result.metrics)) {
      expect(value, name).toBeCloseTo(fixture.metrics[name], 9);
    }
  });
});
