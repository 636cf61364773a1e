import type { Params, RunSummary } from "@rookery/contracts";
import { readScore } from "@rookery/presentation";
import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import { rampColor } from "../src/charts/colors.ts";
import { linearTicks, logTicks } from "../src/charts/number-axis.ts";
import { groupByValue } from "../src/pages/sweep/plots/group-by-value.ts";
import { sortRuns } from "../src/pages/sweep/runs/leaderboard/sort-runs.ts";
import { chooseParams, makeAxes, placeOf } from "../src/pages/sweep/runs/parallel/parallel-axes.ts";
import { rankLines } from "../src/pages/sweep/runs/parallel/parallel-lines.ts";

test("runs are sorted by numbers and by words, and those without a value come last either way", () => {
  const some: Params[] = [{ c: 10 }, {}, { c: 2 }, { c: 9 }];
  const runs = some.map((params) => makeRun({ params }));
  const numbers = (desc: boolean) =>
    sortRuns(runs, ({ params }) => params.c as number, desc).map(({ params }) => params.c);
  expect(numbers(false)).toEqual([2, 9, 10, undefined]);
  expect(numbers(true)).toEqual([10, 9, 2, undefined]);
  const words = ["b10", "b9", "a"].map((kind) => makeRun({ params: { kind } }));
  const sorted = sortRuns(words, ({ params }) => params.kind as string, false);
  expect(sorted.map(({ params }) => params.kind)).toEqual(["a", "b9", "b10"]);
});

test("ticks of a log axis are 1, 2 and 5 while these are few, then powers of ten", () => {
  expect(logTicks(12, 190)).toEqual([20, 50, 100]);
  expect(logTicks(0.001, 1000)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
  expect(logTicks(1e-8, 1e8)).toEqual([1e-8, 1e-4, 1, 1e4, 1e8]);
  expect(logTicks(3, 4)).toEqual([3, 4]);
});

test("ticks of a linear axis are round", () => {
  expect(linearTicks(2, 16)).toEqual([5, 10, 15]);
  expect(linearTicks(0.1, 0.7)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  expect(linearTicks(3, 3)).toEqual([3]);
});

test("a ramp goes through its colours", () => {
  const stops = ["rgb(0, 0, 0)", "rgb(100, 0, 0)", "rgb(100, 200, 0)"];
  expect([0, 0.25, 0.5, 1].map((share) => rampColor(stops, share))).toEqual([
    "rgb(0, 0, 0)",
    "rgb(50, 0, 0)",
    "rgb(100, 0, 0)",
    "rgb(100, 200, 0)",
  ]);
});

test("numbers are grouped into equal parts, words by themselves, the rarest together", () => {
  const values = Array.from({ length: 80 }, (_, index) => index ** 3);
  expect(groupByValue(values).map(({ members }) => members.length)).toEqual(Array(8).fill(10));
  expect(groupByValue([2, 1, 2])).toEqual([
    { label: "1", members: [1] },
    { label: "2", members: [0, 2] },
  ]);
  const words = [..."aabbccddeeffgghijk"];
  expect(groupByValue(words).map(({ label }) => label)).toEqual([..."abcdefg", "others"]);
});

test("a run without a parameter has a place of its own below the axis", () => {
  const some: Params[] = [{ c: 1 }, { c: 100 }, { trees: 5 }];
  const runs = some.map((params) => makeRun({ params, metrics: { accuracy: 1 } }));
  const [axis] = makeAxes(runs, ["c"], {
    metric: "accuracy",
    space: { c: { min: 1, max: 100, scale: "log" } },
  });
  if (!axis) throw new Error("no axis");
  expect(axis).toMatchObject({ isLog: true, min: 1, max: 100 });
  expect(placeOf(axis, undefined)).toBeLessThan(1);
  expect(placeOf(axis, undefined)).toBeGreaterThan(0);
});

test("lines come by rank, the best last, and those of runs without a score apart", () => {
  const runs = [0.01, 0.02, 5, 1_000].map((loss) =>
    makeRun({ params: { c: loss }, metrics: { loss } }),
  );
  const failed = makeRun({ state: "failed", params: { c: 7 } });
  const axes = makeAxes([...runs, failed], ["c"], { metric: "loss", space: {} });
  const { groups, unranked } = rankLines([...runs, failed], axes, {
    score: (run) => readScore(run, "loss"),
    direction: "minimize",
  });
  expect(groups.flat().map(([c]) => c)).toEqual([1_000, 5, 0.02, 0.01]);
  expect(unranked.map(([c]) => c)).toEqual([7]);
});

test("where a brush keeps some of many runs, those are drawn rather than others", () => {
  const runs = Array.from({ length: 5_000 }, (_, c) =>
    makeRun({ params: { c }, metrics: { loss: c } }),
  );
  const axes = makeAxes(runs, ["c"], { metric: "loss", space: {} });
  const rank = (kept?: ReadonlySet<RunSummary>) =>
    rankLines(runs, axes, {
      score: (run) => readScore(run, "loss"),
      direction: "minimize",
      ...(kept && { kept }),
    }).groups.flatMap((lines) => lines.map(([c]) => c as number));
  const isBrushed = (c: number) => c >= 3_000 && c < 3_050;
  expect(rank().length).toBeLessThanOrEqual(600);
  expect(rank().filter(isBrushed).length).toBeLessThan(10);
  const brushed = rank(new Set(runs.slice(3_000, 3_050)));
  expect(brushed.filter(isBrushed)).toHaveLength(50);
  expect(brushed.length).toBeLessThanOrEqual(600);
  expect(brushed).toEqual(brushed.toSorted((a, b) => b - a));
});

test("of many parameters those that explain most become axes, in their own order", () => {
  const names = Array.from({ length: 14 }, (_, index) => `p${index}`);
  const runs = Array.from({ length: 100 }, (_, index) =>
    makeRun({
      params: Object.fromEntries(names.map((name, at) => [name, (index * (at + 3)) % 17])),
      // The last two decide.
      metrics: { loss: ((index * 15) % 17) + 10 * ((index * 16) % 17) },
    }),
  );
  const { params, leftOut } = chooseParams(runs, {
    objective: { metric: "loss", direction: "minimize" },
    space: {},
  });
  expect(params).toHaveLength(12);
  expect(params.slice(-2)).toEqual(["p12", "p13"]);
  expect([...params, ...leftOut].sort()).toEqual([...names].sort());
});
