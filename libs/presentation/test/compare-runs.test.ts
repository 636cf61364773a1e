import type { Run, RunState } from "@rookery/contracts";
import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import { compareRuns, readMetric, readScore } from "../src/index.ts";

const run = (params: Run["params"], metrics: Run["metrics"], state: RunState = "succeeded") =>
  makeRun({ state, params, metrics });

test("parameters and metrics in which runs differ come first, and the best value is known", () => {
  const { state, params, metrics, time } = compareRuns([
    run({ seed: 1, steps: 20 }, { accuracy: 0.9, log_loss: 0.30001, own: 1 }),
    run({ seed: 1, steps: 40, depth: 3 }, { accuracy: 0.9, log_loss: 0.30002, own: 2 }),
  ]);
  const rows = [state, ...params, ...metrics, time];
  expect(rows.map(({ name, differs, best }) => [name, differs, best])).toEqual([
    ["state", false, undefined],
    ["steps", true, undefined],
    ["depth", true, undefined],
    ["seed", false, undefined],
    ["log_loss", true, 0],
    ["own", true, undefined],
    ["accuracy", false, undefined],
    ["time", false, undefined],
  ]);
  expect(params[1]?.cells).toEqual(["–", "3"]);
});

test("what a pruned run measured on a part does not make it the best", () => {
  const { metrics } = compareRuns([
    run({}, { accuracy: 0.99, log_loss: 0.01 }, "pruned"),
    run({}, { accuracy: 0.8, log_loss: 0.5 }),
    run({}, { accuracy: 0.9, log_loss: 0.4 }),
    run({}, { accuracy: 0.7, log_loss: 0.45 }),
  ]);
  expect(metrics.map(({ name, best }) => [name, best])).toEqual([
    ["accuracy", 2],
    ["log_loss", 2],
  ]);
  expect(metrics[0]?.cells).toEqual(["0.9900", "0.8000", "0.9000", "0.7000"]);
});

test.each([
  [
    "one of them was pruned",
    [run({}, { r2: 1 }, "pruned"), run({}, { r2: 0.5 })],
    /fewer than two/,
  ],
  ["one of them is NaN", [run({}, { r2: "NaN" }), run({}, { r2: 0.5 })], /fewer than two/],
  ["one of them lacks it", [run({}, {}), run({}, { r2: 0.5 })], /fewer than two/],
  ["the metric is the trainer's own", [run({}, { own: 1 }), run({}, { own: 2 })], /nobody knows/],
  [
    "those that succeeded are equal",
    [run({}, { r2: 1 }, "pruned"), run({}, { r2: 0.5 }), run({}, { r2: 0.5 })],
    /the same/,
  ],
])("where %s, none is the best and it says why", (_, runs, why) => {
  const [row] = compareRuns(runs).metrics;
  expect(row).toMatchObject({ differs: true });
  expect(row?.best).toBeUndefined();
  expect(row?.whyNoBest).toMatch(why);
});

test("an infinite loss is worse than any other, and equal values need no best", () => {
  const { metrics } = compareRuns([
    run({}, { log_loss: "Infinity", accuracy: 0.5 }),
    run({}, { log_loss: 3, accuracy: 0.5 }),
  ]);
  expect(metrics.map(({ best, whyNoBest }) => [best, whyNoBest])).toEqual([
    [1, undefined],
    [undefined, undefined],
  ]);
});

test("what a pruned run measured is no score", () => {
  const pruned = makeRun({ state: "pruned", metrics: { accuracy: 0.9 } });
  expect(readMetric(pruned, "accuracy")).toBe(0.9);
  expect(readScore(pruned, "accuracy")).toBeUndefined();
});
