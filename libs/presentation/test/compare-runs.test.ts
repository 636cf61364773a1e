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
    ["state", false, []],
    ["steps", true, []],
    ["depth", true, []],
    ["seed", false, []],
    ["log_loss", true, [0]],
    ["own", true, []],
    ["accuracy", false, []],
    ["time", false, []],
  ]);
  expect(params[1]?.cells).toEqual(["–", "3"]);
});

test("what a pruned run measured on a part does not make it the best, and it is told why", () => {
  const { metrics, whyNotCounted } = compareRuns([
    run({}, { accuracy: 0.99, log_loss: 0.01 }, "pruned"),
    run({}, { accuracy: 0.8, log_loss: 0.5 }),
    run({}, { accuracy: 0.9, log_loss: 0.4 }),
    run({}, { accuracy: 0.7, log_loss: 0.45 }),
  ]);
  expect(metrics.map(({ name, best }) => [name, best])).toEqual([
    ["accuracy", [2]],
    ["log_loss", [2]],
  ]);
  expect(whyNotCounted).toEqual([
    "pruned: its metrics stem from a part of its folds or steps",
    undefined,
    undefined,
    undefined,
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
  expect(row?.best).toEqual([]);
  expect(row?.whyNoBest).toMatch(why);
});

test("an infinite loss is worse than any other, and equal values need no best", () => {
  const { metrics } = compareRuns([
    run({}, { log_loss: "Infinity", accuracy: 0.5 }),
    run({}, { log_loss: 3, accuracy: 0.5 }),
  ]);
  expect(metrics.map(({ best, whyNoBest }) => [best, whyNoBest])).toEqual([
    [[1], undefined],
    [[], undefined],
  ]);
});

test("runs that are tied are the best together, be it that folds were added in another order", () => {
  const { metrics } = compareRuns([
    run({}, { accuracy: (0.9 + 0.8 + 0.7) / 3 }),
    run({}, { accuracy: 0.7 }),
    run({}, { accuracy: (0.7 + 0.8 + 0.9) / 3 }),
  ]);
  expect(metrics[0]?.best).toEqual([0, 2]);
  expect(metrics[0]?.cells).toEqual(["0.8000", "0.7000", "0.8000"]);
});

test.each([
  ["failed", /^failed: what it measured/],
  ["cancelled", /^cancelled: what it measured/],
  ["lost", /^lost: what it measured/],
  ["running", /^running: it is not over yet/],
] as const)("a run that is %s does not count, and says so", (state, why) => {
  const { whyNotCounted, metrics } = compareRuns([
    run({}, { accuracy: 0.99 }, state),
    run({}, { accuracy: 0.8 }),
    run({}, { accuracy: 0.9 }),
  ]);
  expect(metrics[0]?.best).toEqual([2]);
  expect(whyNotCounted[0]).toMatch(why);
});

test("no run is the best where they were measured on different rows", () => {
  const spec = {
    target: "species",
    dataset: "penguins",
    datasetVersion: 1,
    validation: { kind: "k-fold", folds: 5 },
    testFraction: 0.2,
    seed: 7,
  } as const;
  const runs = ["a", "b"].map((sweepId, index) =>
    makeRun({ sweepId, metrics: { accuracy: 0.8 + index / 10 } }),
  );
  const compareOn = (seed: number) =>
    compareRuns(
      runs,
      new Map([
        ["a", spec],
        ["b", { ...spec, seed }],
      ]),
    );
  expect(compareOn(7).rows?.differs).toBe(false);
  expect(compareOn(7).metrics[0]?.best).toEqual([1]);
  expect(compareOn(8).rows?.cells).toEqual([
    "species of penguins@1, 5-fold cross-validation of 80% of the rows, seed 7",
    "species of penguins@1, 5-fold cross-validation of 80% of the rows, seed 8",
  ]);
  expect(compareOn(8).metrics[0]).toMatchObject({
    best: [],
    whyNoBest: "the runs were not measured on the same rows",
  });
});

test("the spread over the folds stands behind each score of a whole run", () => {
  const scored = (accuracy: number, spread: number, state: RunState = "succeeded") =>
    makeRun({ state, metrics: { accuracy }, spread: { accuracy: spread } });
  const { metrics } = compareRuns([
    scored(0.91, 0.0123456),
    scored(0.92, 0.0023456),
    scored(0.93, 0.1, "pruned"),
  ]);
  expect(metrics[0]?.cells).toEqual(["0.9100 ± 0.0123", "0.9200 ± 0.0023", "0.9300"]);
});

test("what a pruned run measured is no score", () => {
  const pruned = makeRun({ state: "pruned", metrics: { accuracy: 0.9 } });
  expect(readMetric(pruned, "accuracy")).toBe(0.9);
  expect(readScore(pruned, "accuracy")).toBeUndefined();
});
