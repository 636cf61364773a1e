import { setImmediate as nextTurn } from "node:timers/promises";
import { AppError } from "@rookery/contracts";
import { loadTrainers } from "@rookery/trainer-kit";
import { createTrainingPool, type Progress, type TrainingPool } from "@rookery/training-threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeTable, params, spec } from "./tables.ts";

const trainers = await loadTrainers();
const folds = { table: makeTable(), datasetHash: "c0ffee", spec, params, keepModel: true };
const objective = { metric: "accuracy", direction: "maximize" as const };
const none = { objective, pruner: { name: "none" as const } };
const median = {
  objective,
  pruner: { name: "median" as const, startupRuns: 1, warmupSteps: 1, intervalSteps: 2 },
};
const ample = { timeoutMs: 60_000 };
let pool: TrainingPool;

beforeAll(() => {
  pool = createTrainingPool({ threads: 1, trainers });
});
afterAll(() => pool.close());

/** Hears everything; `answer` is given where the pruner asks. */
function listener(answer: (progress: Progress) => Promise<boolean>) {
  const heard: Progress[] = [];
  const listen = (progress: Progress) => {
    heard.push(progress);
    return progress.question ? answer(progress) : undefined;
  };
  return { heard, listen };
}

test("without a pruner every report is heard by the time the result is there, and nothing is asked", async () => {
  const { heard, listen } = listener(async () => true);
  const { evaluation } = await pool.train(folds, ample, { ...none, listen });
  expect(heard.map(({ step, question }) => [step, question])).toEqual(
    [1, 2, 3, 4, 5].map((step) => [step, null]),
  );
  expect(heard.at(-1)?.values).toEqual(evaluation.metrics);
});

test("a pruner is asked where it decides, and the run goes on while the answer is no", async () => {
  const { heard, listen } = listener(async () => false);
  const { evaluation, model } = await pool.train(folds, ample, { ...median, listen });
  expect(heard.filter(({ question }) => question).map(({ step }) => step)).toEqual([2, 4]);
  expect(evaluation.stoppedAt).toBeNull();
  expect(model).not.toBeNull();
});

test("a run that is told to stop ends with what it has measured, and keeps no model", async () => {
  const { listen } = listener(async ({ step }) => step === 4);
  const { evaluation, model } = await pool.train(folds, ample, { ...median, listen });
  expect(evaluation).toMatchObject({ stoppedAt: 4, folds: { length: 4 }, report: null });
  expect(evaluation.metrics.accuracy).toBeGreaterThan(0.5);
  expect(model).toBeNull();
});

test("smaller is better where the objective says so", async () => {
  const { heard, listen } = listener(async () => false);
  const minimized = { metric: "log_loss", direction: "minimize" as const };
  await pool.train(folds, ample, { ...median, objective: minimized, listen });
  const asked = heard.filter(({ question }) => question);
  const losses = heard.map(({ values }) => values.log_loss);
  expect(asked.map(({ question }) => question?.score)).toEqual([-losses[1], -losses[3]]);
  expect(asked[1]?.question?.bestScore).toBe(-Math.min(...losses.slice(0, 4)));
});

test("a listener that fails lets the run go on", async () => {
  const { listen } = listener(() => Promise.reject(new Error("the database is away")));
  const { evaluation } = await pool.train(folds, ample, { ...median, listen });
  expect(evaluation.stoppedAt).toBeNull();
});

test("a thread that waits for an answer can be ended, and its successor trains", async () => {
  const stop = new AbortController();
  const reason = new AppError("run-cancelled", "Nobody wants it.");
  const { listen } = listener(
    () =>
      new Promise<boolean>(() => {
        stop.abort(reason);
      }),
  );
  const limits = { ...ample, signal: stop.signal };
  await expect(pool.train(folds, limits, { ...median, listen })).rejects.toBe(reason);
  await pool.train(folds, ample);
});

test("a task may be made when its turn has come: whatever it awaits, the results before are there", async () => {
  const order: string[] = [];
  const make = (name: string) => async () => {
    await nextTurn();
    order.push(`made ${name}`);
    return { ...folds, keepModel: false };
  };
  await Promise.all(
    ["a", "b"].map(async (name) => {
      await pool.train(make(name), ample);
      order.push(`trained ${name}`);
    }),
  );
  expect(order).toEqual(["made a", "trained a", "made b", "trained b"]);
});
