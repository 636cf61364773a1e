import { AppError } from "@rookery/contracts";
import {
  createTableBuilder,
  encodeModel,
  evaluateModel,
  evaluateRun,
  fitModel,
  splitTestRows,
} from "@rookery/learning";
import { loadTrainers } from "@rookery/trainer-kit";
import {
  createTrainingPool,
  type TrainingPool,
  type TrainingSpec,
} from "@rookery/training-threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endless, makeTable, params, spec } from "./tables.ts";

const trainers = await loadTrainers();
const task = { table: makeTable(), datasetHash: "c0ffee", spec, params };
const ample = { timeoutMs: 60_000 };
let pool: TrainingPool;

beforeAll(async () => {
  pool = createTrainingPool({ threads: 1, trainers });
  await pool.train({ ...task, keepModel: false }, ample);
});
afterAll(() => pool.close());

const direct = { ...spec, table: task.table, params, trainer: trainers.findFitting(spec.trainer) };
const fit = () => fitModel({ ...direct, datasetVersion: "c0ffee" });

test("a thread trains to the same numbers and the same model bytes as a direct call", async () => {
  const { evaluation, model, timings } = await pool.train({ ...task, keepModel: true }, ample);
  const evaluated = await evaluateRun(direct);
  expect(evaluation.metrics).toEqual(evaluated.metrics);
  expect(evaluation.report).toEqual(evaluated.report);
  expect(evaluation.folds.map(({ metrics }) => metrics)).toEqual(
    evaluated.folds.map(({ metrics }) => metrics),
  );
  expect(model).toBe(encodeModel(await fit()));
  expect(timings.trainMs).toBeGreaterThanOrEqual(timings.fitMs);
  expect((await pool.train({ ...task, keepModel: false }, ample)).model).toBeNull();
});

test("a refit measures the model, and the one it is compared with, on the test rows", async () => {
  const model = await fit();
  const { heldOut } = splitTestRows({ ...spec, task: "classification", table: task.table });
  const measured = evaluateModel(model, { trainers, table: task.table, rows: heldOut });
  const refit = await pool.refit({ ...task, incumbent: encodeModel(model) }, ample);
  expect(refit).toEqual({
    model: encodeModel(model),
    test: measured,
    incumbent: { ...measured, mayKnowRows: false },
  });
});

test.each([
  ["another version of the data", { datasetVersion: "decaf" }],
  ["another seed", { split: { seed: 8, testFraction: 0.2 } }],
  ["another share of rows", { split: { seed: 7, testFraction: 0.3 } }],
  ["no test rows", { split: { seed: 7, testFraction: 0 } }],
])("an incumbent trained with %s may know the rows it is measured on", async (_, origin) => {
  const incumbent = encodeModel({ ...(await fit()), ...origin });
  const refit = await pool.refit({ ...task, incumbent }, ample);
  expect(refit.incumbent).toMatchObject({ mayKnowRows: true, rowCount: refit.test?.rowCount });
});

test("where a model refuses categories, both are measured on the rows that it takes", async () => {
  const paint = (colors: readonly string[]) => {
    const builder = createTableBuilder([
      { name: "color", kind: "category" },
      { name: "species", kind: "category" },
    ]);
    for (let row = 0; row < 100; row++) {
      builder.addRow([colors[row % 4] as string, row % 4 < 2 ? "small" : "large"]);
    }
    return builder.build();
  };
  const table = paint(["red", "green", "blue", "mauve"]);
  const colors: TrainingSpec = { ...spec, features: ["color"], unknownCategory: "refuse" };
  const refitAgainst = async (known: readonly string[]) => {
    const old = { ...direct, ...colors, trainer: direct.trainer, table: paint(known) };
    const incumbent = encodeModel(await fitModel({ ...old, datasetVersion: "decaf" }));
    return await pool.refit({ ...task, spec: colors, table, incumbent }, ample);
  };
  const { heldOut } = splitTestRows({ ...spec, task: "classification", table });
  const taken = heldOut.filter((row) => row % 4 === 1 || row % 4 === 2);

  // It has learnt that green is large and blue is small.
  const refit = await refitAgainst(["blue", "blue", "green", "green"]);
  expect(refit.test).toMatchObject({ rowCount: heldOut.length, metrics: { accuracy: 1 } });
  expect(refit.incumbent).toMatchObject({
    rowCount: taken.length,
    metrics: { accuracy: 0 },
    winner: { rowCount: taken.length, metrics: { accuracy: 1 } },
  });
  expect((await refitAgainst(["pink", "pink", "teal", "teal"])).incumbent).toEqual({
    incomparable: "it refuses the categories of every test row.",
  });
});

test("a refit says why a model cannot be compared", async () => {
  const refitWith = async (incumbent: string | null, testFraction = 0.2) =>
    pool.refit({ ...task, spec: { ...spec, testFraction }, incumbent }, ample);
  const model = await fit();
  const otherTarget = encodeModel({ ...model, target: "sex" });
  expect((await refitWith(null)).incumbent).toBeNull();
  expect((await refitWith("{}")).incumbent).toEqual({ incomparable: expect.any(String) });
  expect((await refitWith(otherTarget)).incumbent).toEqual({
    incomparable: "it predicts sex, not species.",
  });
  const [first, ...features] = spec.features;
  const columns = task.table.columns.filter(({ name }) => name !== first);
  const narrow = { ...task, table: { ...task.table, columns }, spec: { ...spec, features } };
  expect((await pool.refit({ ...narrow, incumbent: encodeModel(model) }, ample)).incumbent).toEqual(
    {
      incomparable: `it needs ${first}, which this dataset does not have.`,
    },
  );
  expect(await refitWith(encodeModel(model), 0)).toMatchObject({
    test: null,
    incumbent: { incomparable: "no rows were held out to compare on." },
  });
});

test("a run that passes its limit ends with its thread, and the next one is trained", async () => {
  await expect(pool.train(endless, { timeoutMs: 200 })).rejects.toMatchObject({
    code: "run-timed-out",
  });
  await pool.train({ ...task, keepModel: false }, ample);
});

test("an aborted run rejects with the signal's reason at once, and so does one that waits", async () => {
  const stop = new AbortController();
  const limits = { ...ample, signal: stop.signal };
  const reason = new AppError("run-cancelled", "Nobody wants it.");
  const running = pool.train(endless, limits).catch((error: unknown) => error);
  const waiting = pool.train(endless, limits).catch((error: unknown) => error);
  setImmediate(() => stop.abort(reason));
  const startedAt = performance.now();
  expect(await waiting).toBe(reason);
  expect(await running).toBe(reason);
  // At once where the machine is free, minutes if nobody ended the thread.
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  await expect(pool.train(endless, limits)).rejects.toBe(reason);
  await pool.train({ ...task, keepModel: false }, ample);
});

test("a trainer's error keeps its code, its places and its hint", async () => {
  const diverging = { ...task, params: { learningRate: 1e6, steps: 50 }, keepModel: false };
  await expect(pool.train(diverging, ample)).rejects.toMatchObject({
    constructor: AppError,
    code: "training-diverged",
    issues: [{ field: "params.learningRate", message: "Too large for this data", value: 1e6 }],
    hint: expect.stringContaining("smaller learningRate"),
    stack: expect.stringContaining("logistic-regression"),
  });
  const unknown = { ...task, spec: { ...spec, trainer: "oracle" }, keepModel: false };
  await expect(pool.train(unknown, ample)).rejects.toMatchObject({ code: "sweep-invalid" });
});

test("a thread reads the very cells of the table: a write after the hand-over is seen", async () => {
  const table = makeTable();
  const untouched = await pool.train({ ...task, keepModel: false }, ample);
  // The thread waits for the answer behind its second fold; anything that is copied has been copied.
  const touched = await pool.train({ ...task, table, keepModel: false }, ample, {
    objective: { metric: "accuracy", direction: "maximize" },
    pruner: { name: "median", startupRuns: 1, warmupSteps: 1, intervalSteps: 2 },
    listen: ({ question }) => {
      if (!question) return undefined;
      for (const column of table.columns) if (column.kind === "number") column.values.fill(1);
      return Promise.resolve(false);
    },
  });
  const [before, after] = [untouched, touched].map(({ evaluation }) =>
    evaluation.folds.map(({ metrics }) => metrics),
  );
  expect(after?.slice(0, 2)).toEqual(before?.slice(0, 2));
  expect(after?.slice(2)).not.toEqual(before?.slice(2));
});

test("closing ends what runs and what waits, for another attempt", async () => {
  const closing = createTrainingPool({ threads: 1, trainers });
  const tasks = [1, 2].map(() => closing.train(endless, ample).catch((error: unknown) => error));
  await closing.close();
  for (const outcome of await Promise.all(tasks)) {
    expect(outcome).toMatchObject({ code: "unavailable", retryable: true });
  }
});

test("threads may be ended at any moment of their start", async () => {
  // What this guards against is a process that aborts, which no assertion survives.
  for (let turn = 0; turn < 30; turn++) {
    const starting = createTrainingPool({ threads: 2, trainers });
    const task = starting.train(endless, ample).catch((error: unknown) => error);
    for (let tick = 0; tick < turn * 20; tick++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await starting.close();
    expect(await task).toMatchObject({ code: "unavailable" });
  }
});
