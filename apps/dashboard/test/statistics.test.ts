import type { Params } from "@rookery/contracts";
import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import { epsilonSquared, explainVariance } from "../src/pages/sweep/explain-variance.ts";
import { trackBest } from "../src/pages/sweep/overview/track-best.ts";
import { assignLanes } from "../src/pages/sweep/timeline/assign-lanes.ts";

test("the adjusted correlation ratio is the textbook's", () => {
  // Within the three groups of two the squares sum up to 6, with three degrees of freedom.
  const groups = ["a", "a", "b", "b", "c", "c"];
  const scores = [1, 3, 3, 5, 3, 5];
  const mean = 20 / 6;
  const total = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  expect(epsilonSquared(groups, scores)).toBeCloseTo(1 - 6 / 3 / (total / 5), 12);
});

test("a parameter that decides the metric explains all of it, one that does not explains nothing", () => {
  const runs = Array.from({ length: 40 }, (_, index) =>
    makeRun({
      params: { good: index % 4, idle: Math.floor(index / 4) % 2, fixed: 1 },
      metrics: { accuracy: index % 4 },
    }),
  );
  const [first, second] = explainVariance(runs, "accuracy");
  expect(first).toEqual({ name: "good", share: 1 });
  expect(second?.name).toBe("idle");
  expect(second?.share).toBeCloseTo(0, 2);
});

test("a parameter that only some runs have does not get what decides who has it", () => {
  const runs = Array.from({ length: 60 }, (_, index) => {
    const isTree = index % 2 === 0;
    const params: Params = isTree
      ? { trainer: "tree", depth: (index % 8) + 1 }
      : { trainer: "line" };
    return makeRun({
      params,
      metrics: { accuracy: (isTree ? 0.9 : 0.5) + ((index * 7) % 11) / 1e3 },
    });
  });
  const shares = new Map(explainVariance(runs, "accuracy").map(({ name, share }) => [name, share]));
  expect(shares.get("trainer")).toBeGreaterThan(0.99);
  expect(shares.get("depth")).toBeLessThan(0.2);
  const rare = makeRun({ params: { trainer: "rare", alpha: 1 }, metrics: { accuracy: 0.1 } });
  expect(explainVariance([...runs, rare], "accuracy").map(({ name }) => name)).not.toContain(
    "alpha",
  );
});

test("importance is silent below four runs with a score", () => {
  const runs = [1, 2, 3].map((c) => makeRun({ params: { c }, metrics: { accuracy: c } }));
  expect(explainVariance([...runs, makeRun({ params: { c: 4 } })], "accuracy")).toEqual([]);
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
