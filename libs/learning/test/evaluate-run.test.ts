import { beforeAll, describe, expect, test } from "vitest";
import { isReportStep, type Progress } from "../src/evaluate/create-fit-watch.ts";
import { evaluateModel } from "../src/evaluate/evaluate-model.ts";
import { evaluateRun, type RunEvaluation, type RunInput } from "../src/evaluate/evaluate-run.ts";
import { fitModel } from "../src/model/fit-model.ts";
import { decodeModel, encodeModel } from "../src/model/model-codec.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { splitTestRows } from "../src/tables/plan-splits.ts";
import type { Table } from "../src/tables/table.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";
import { type PenguinsFixture, penguinFeatures, readFixture, readPenguins } from "./penguins.ts";

const trainers = createTrainers();

const fixture = readFixture<PenguinsFixture>("penguins.json");
let table: Table;
let run: RunInput;

beforeAll(() => {
  table = readPenguins();
  run = {
    table,
    target: "species",
    features: penguinFeatures,
    trainer: trainers.findFitting("logistic-regression"),
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
    expect(confusionOf(result).labels).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    expect(
      confusionOf(result)
        .counts.flat()
        .reduce((sum, count) => sum + count),
    ).toBe(275);
    expect(result.fitMs).toBeGreaterThan(0);
    expect(result.fitMs).toBeLessThanOrEqual(result.totalMs);
  });

  test.each(["smoker", "dose"])("that %s is missing tells as much as it does", async (feature) => {
    const builder = createTableBuilder([
      { name: "smoker", kind: "category" },
      { name: "dose", kind: "number" },
      { name: "risk", kind: "category" },
    ]);
    for (let i = 0; i < 200; i++) {
      // One row in twenty is not as its flag says.
      const isHigh = i % 2 === 0;
      const isFlagged = i % 20 === 7 ? !isHigh : isHigh;
      builder.addRow([isFlagged ? "x" : null, isFlagged ? 2 : null, isHigh ? "high" : "low"]);
    }
    const input = { ...run, table: builder.build(), target: "risk", features: [feature] };
    const told = await evaluateRun({ ...input, missingIndicator: "seen", testFraction: 0 });
    expect(told.metrics.accuracy).toBeCloseTo(0.95, 12);
    const filled = await evaluateRun({ ...input, missingIndicator: "never", testFraction: 0 });
    expect(filled.metrics.accuracy).toBeLessThan(0.6);
  });

  test("the same seed gives the same numbers", async () => {
    const [one, two] = [await evaluateRun(run), await evaluateRun(run)];
    expect(one.metrics).toEqual(two.metrics);
    expect(one.report).toEqual(two.report);
    expect(one.folds.map(({ metrics }) => metrics)).toEqual(
      two.folds.map(({ metrics }) => metrics),
    );
  });

  test("the test rows have no influence", async () => {
    const before = await evaluateRun(run);
    const poisoned = readPenguins();
    const { heldOut } = splitTestRows({ ...run, task: "classification", table: poisoned });
    for (const column of poisoned.columns) {
      if (column.kind !== "number") continue;
      for (const row of heldOut) column.values[row] = 1e6;
    }
    const after = await evaluateRun({ ...run, table: poisoned });
    expect(after.metrics).toEqual(before.metrics);
  });

  test("hold-out validation is one fold", async () => {
    const result = await evaluateRun({
      ...run,
      validation: { kind: "hold-out", fraction: 0.25 },
    });
    expect(result.folds).toHaveLength(1);
    expect(result.folds[0].validationRowCount).toBe(70);
    expect(result.metrics).toEqual(result.folds[0].metrics);
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
    expect(confusionOf(result).labels).toEqual(["false", "true"]);
    expect(result.metrics.roc_auc).toBeGreaterThan(0.95);
    expect(result.rowCounts.missingTarget).toBe(1);
  });

  test("stops between folds when asked", async () => {
    const progress: Progress[] = [];
    const stopping = evaluateRun({
      ...run,
      onProgress: (event) => {
        progress.push(event);
        return false;
      },
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
    [{ target: "wings" }, /no such column/],
  ])("refuses %j", async (change, message) => {
    const refused = evaluateRun({ ...run, ...change });
    await expect(refused).rejects.toMatchObject({ code: "sweep-invalid" });
    await expect(refused).rejects.toThrow(message);
  });
});

function confusionOf({ report }: RunEvaluation) {
  if (report?.task !== "classification") throw new Error("not a report about classes");
  return report.confusion;
}

describe("progress", () => {
  const watched = {
    objective: "log_loss",
    trainer: trainers.findFitting("logistic-regression-lbfgs"),
    params: {},
  } as const;
  const holdOut = { kind: "hold-out", fraction: 0.25 } as const;

  test("k-fold tells the running mean after every fold", async () => {
    const progress: Progress[] = [];
    const onProgress = (event: Progress) => void progress.push(event);
    const { folds, metrics } = await evaluateRun({ ...run, onProgress });
    expect(progress.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
    expect(progress[0].values).toEqual(folds[0].metrics);
    expect(progress[4].values).toEqual(metrics);
    const two = (folds[0].metrics.accuracy + folds[1].metrics.accuracy) / 2;
    expect(progress[1].values.accuracy).toBeCloseTo(two, 12);
  });

  test("hold-out measures the objective at the trainer's steps", async () => {
    const progress: Progress[] = [];
    const onProgress = (event: Progress) => void progress.push(event);
    const input = { ...run, ...watched, validation: holdOut };
    const result = await evaluateRun({ ...input, onProgress });
    const losses = progress.map(({ values }) => values.log_loss);
    expect(progress[0].step).toBe(1);
    expect(losses.at(-1)).toBeLessThan(losses[0] / 2);
    expect(progress.every(({ values }) => Number.isFinite(values.loss))).toBe(true);
    const unwatched = await evaluateRun(input);
    expect(result.metrics).toEqual(unwatched.metrics);
    expect(result.stoppedAt).toBeNull();
  });

  test("a run pruned at a step keeps the metrics of that step", async () => {
    let lossThen = 0;
    const result = await evaluateRun({
      ...run,
      ...watched,
      validation: holdOut,
      onProgress: ({ step, values }) => {
        lossThen = values.log_loss;
        return step === 3;
      },
    });
    expect(result).toMatchObject({ stoppedAt: 3, folds: [], report: null });
    expect(result.metrics.log_loss).toBe(lossThen);
    expect(Object.keys(result.metrics)).toContain("accuracy");
  });

  test("a run pruned after a fold keeps the mean so far", async () => {
    const result = await evaluateRun({ ...run, onProgress: ({ step }) => step === 2 });
    expect(result).toMatchObject({ stoppedAt: 2, report: null });
    expect(result.folds).toHaveLength(2);
    const [one, two] = result.folds.map(({ metrics }) => metrics.f1_macro);
    expect(result.metrics.f1_macro).toBeCloseTo((one + two) / 2, 12);
  });

  test("nothing is pruned once the last fold is done", async () => {
    const result = await evaluateRun({ ...run, onProgress: ({ step }) => step === 5 });
    expect(result.stoppedAt).toBeNull();
    expect(result.report).not.toBeNull();
  });

  test("steps are the same for short and long runs, and few", () => {
    const steps = Array.from({ length: 100_000 }, (_, i) => i + 1).filter(isReportStep);
    expect(steps.slice(0, 14)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24]);
    expect(steps.length).toBeLessThan(65);
  });
});

describe("fitting a model", () => {
  const fit = () => fitModel({ ...run, datasetVersion: "d".repeat(64) });

  test("the same seed, data and code give the same bytes, before and after reading", async () => {
    const text = encodeModel(await fit());
    expect(encodeModel(await fit())).toBe(text);
    expect(encodeModel(decodeModel(text, trainers))).toBe(text);
  });

  test("measures the test rows once and keeps them out of the fit", async () => {
    const model = await fit();
    const { heldOut } = splitTestRows({ ...run, task: "classification" });
    const result = evaluateModel(model, { trainers, table, rows: heldOut });
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
      "categories" in feature
        ? { ...feature, fill: String(fixture.fills[i]) }
        : { ...feature, fill: means[i], mean: means[i], scale: scales[i] },
    );
    const theirs = { ...model, features, estimator: { weights: fixture.weights } };
    const result = evaluateModel(theirs, {
      trainers,
      table,
      rows: Int32Array.from(fixture.heldOut),
    });
    expect(result.confusion?.counts).toEqual(fixture.confusion);
    for (const [name, value] of Object.entries(result.metrics)) {
      expect(value, name).toBeCloseTo(fixture.metrics[name], 9);
    }
  });
});
