import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import { explainScores } from "../src/pages/sweep/explain-scores.ts";
import { trackBest } from "../src/pages/sweep/overview/track-best.ts";
import { assignLanes } from "../src/pages/sweep/timeline/assign-lanes.ts";

test("importance sees only whole runs with a score, and is silent below ten of them", () => {
  const spec = {
    objective: { metric: "accuracy", direction: "maximize" as const },
    space: { c: { min: 0, max: 20 }, idle: { min: 0, max: 1 } },
  };
  const runs = Array.from({ length: 20 }, (_, c) =>
    makeRun({ params: { c, idle: ((c * 7) % 20) / 20 }, metrics: { accuracy: c } }),
  );
  const others = [
    makeRun({ state: "pruned", params: { c: 1, idle: 0 }, metrics: { accuracy: 99 } }),
    makeRun({ params: { c: 4, idle: 0 }, metrics: { accuracy: "NaN" } }),
  ];
  const importance = explainScores([...runs, ...others], spec);
  expect(importance?.runs).toBe(20);
  expect(importance?.params[0]).toMatchObject({ name: "c", runs: 20, trend: { direction: "up" } });
  expect(importance?.params[0]?.share).toBeGreaterThan(0.8);
  expect(explainScores([...runs.slice(0, 9), ...others], spec)).toBeNull();
});

test("the best so far follows the order of ending and the direction", () => {
  const endings = [
    { endedAt: "2026-01-01T00:00:03.000Z", metrics: { loss: 3 } },
    { endedAt: "2026-01-01T00:00:01.000Z", metrics: { loss: 2 } },
    { endedAt: "2026-01-01T00:00:02.000Z", metrics: { loss: 1 } },
    { endedAt: "2026-01-01T00:00:04.000Z", metrics: { loss: "NaN" as const } },
    { state: "running" as const, endedAt: null, metrics: { loss: 0 } },
  ];
  const scored = trackBest(endings.map(makeRun), { metric: "loss", direction: "minimize" });
  expect(scored.map(({ score, best }) => [score, best])).toEqual([
    [2, 2],
    [1, 1],
    [3, 1],
  ]);
});

test("attempts that overlap lie on lanes of their own, and lanes are used again", () => {
  const spans = [
    { startMs: 0, endMs: 10 },
    { startMs: 5, endMs: 15 },
    { startMs: 10, endMs: 20 },
    { startMs: 12, endMs: 13 },
  ];
  expect(assignLanes(spans)).toEqual({ lanes: [0, 1, 0, 2], count: 3 });
});
