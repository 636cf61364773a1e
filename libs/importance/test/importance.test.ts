import { readFileSync } from "node:fs";
import type { Direction, ParamSpace } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { decomposeVariance } from "../src/decompose-variance.ts";
import { growTree } from "../src/grow-tree.ts";
import { measureImportance, type ScoredParams } from "../src/index.ts";
import { createParamColumn } from "../src/param-column.ts";

interface Case {
  space: Record<string, ParamSpace>;
  runs: ScoredParams[];
  shares: Record<string, number>;
}
const fixture: { numbers: Case; categories: Case; forest: Case & { correlations: object } } =
  JSON.parse(readFileSync(new URL("fixtures/importance.json", import.meta.url), "utf8"));

/** Of one tree that has seen every run once. */
function treeShares({ space, runs }: Case): Record<string, number> {
  const columns = Object.keys(space).map((name) =>
    createParamColumn(
      name,
      space[name],
      runs.map(({ params }) => params[name]),
    ),
  );
  const leaves = growTree({
    columns,
    cells: columns.map(({ name, cellOf }) => runs.map(({ params }) => cellOf(params[name]))),
    scores: runs.map(({ score }) => score),
    rows: [...runs.keys()],
  });
  const shares = decomposeVariance(leaves, columns) ?? [];
  return Object.fromEntries(columns.map(({ name }, index) => [name, shares[index]]));
}

test.each([
  ["of numbers, by Optuna", fixture.numbers],
  ["of categories, counted out over every combination", fixture.categories],
])("the main effects of one tree are exact: %s", (_, given) => {
  const ours = treeShares(given);
  // To seven digits, because scikit-learn cuts with 32-bit numbers.
  for (const [name, share] of Object.entries(given.shares))
    expect(ours[name]).toBeCloseTo(share, 7);
});

test("a forest's shares are Optuna's, whose trees draw other runs", () => {
  const { params = [] } = measureImportance({ direction: "maximize", ...fixture.forest }) ?? {};
  // Optuna leaves out what parameters make together.
  const alone = params.reduce((sum, { share }) => sum + share, 0);
  for (const { name, share } of params) {
    expect(Math.abs(share / alone - fixture.forest.shares[name])).toBeLessThan(0.03);
  }
});

test("the shares and what parameters make together are all of it", () => {
  const { params = [], together = 0 } =
    measureImportance({ direction: "maximize", ...fixture.categories }) ?? {};
  expect(params.reduce((sum, { share }) => sum + share, together)).toBeCloseTo(1, 12);
});

test("the same runs give the same answer", () => {
  const question = { direction: "maximize", ...fixture.forest } as const;
  expect(measureImportance(question)).toEqual(measureImportance(question));
});

describe("a parameter that few runs have", () => {
  const space: Record<string, ParamSpace> = {
    trainer: { values: ["good", "poor"] },
    depth: { min: 0, max: 1, when: { trainer: "good" } },
    c: { min: 0, max: 1, when: { trainer: "poor" } },
  };
  const runsWith = (outlier: number): ScoredParams[] =>
    Array.from({ length: 60 }, (_, i): ScoredParams => {
      const noise = ((i * 37) % 53) / 5300;
      return i < 53
        ? { params: { trainer: "good", depth: ((i * 11) % 53) / 52 }, score: 0.9 + noise }
        : { params: { trainer: "poor", c: (i - 53) / 6 }, score: i === 56 ? outlier : 0.7 + noise };
    });
  const measure = (runs: ScoredParams[], direction: Direction = "maximize") =>
    measureImportance({ runs, direction, space });

  test.each([0.7, 0.95, -3, 1e6])(
    "weighs less than its condition, be one of them %d",
    (outlier) => {
      const [first, ...others] = measure(runsWith(outlier))?.params ?? [];
      expect(first).toMatchObject({ name: "trainer", runs: 60 });
      expect(others.find(({ name }) => name === "c")).toMatchObject({ runs: 7 });
      for (const { share } of others) expect(share).toBeLessThan((first?.share ?? 0) / 2);
    },
  );

  test("gets nothing of what decides who has it", () => {
    const { params = [] } = measure(runsWith(0.7)) ?? {};
    const shareOf = (wanted: string) => params.find(({ name }) => name === wanted)?.share;
    expect(shareOf("trainer")).toBeGreaterThan(0.8);
    expect(shareOf("c")).toBeLessThan(0.02);
  });
});

describe("the trend", () => {
  const trendsOf = (score: (x: number, i: number) => number, direction: Direction = "maximize") => {
    const runs = Array.from({ length: 40 }, (_, i) => ({
      params: { x: i / 39, kind: i % 2 === 0 ? "even" : "odd" },
      score: score(i / 39, i),
    }));
    const space = { x: { min: 0, max: 1 }, kind: { values: ["even", "odd"] } };
    const { params = [] } = measureImportance({ runs, direction, space }) ?? {};
    return Object.fromEntries(params.map(({ name, trend }) => [name, trend]));
  };

  test("of a number is up, down or mixed, by what the objective wants", () => {
    expect(trendsOf((x) => x ** 3).x).toMatchObject({ direction: "up" });
    expect(trendsOf((x) => x ** 3, "minimize").x).toMatchObject({ direction: "down" });
    expect(trendsOf((x) => -((x - 0.5) ** 2)).x).toMatchObject({ direction: "mixed" });
  });

  test("is by scipy's rank correlation", () => {
    const { params = [] } = measureImportance({ direction: "maximize", ...fixture.forest }) ?? {};
    const ours = params.map(({ name, trend }) => [
      name,
      trend.kind === "order" && expect.closeTo(trend.correlation, 12),
    ]);
    expect(fixture.forest.correlations).toEqual(Object.fromEntries(ours));
  });

  test("of a category names the value with the best median", () => {
    expect(trendsOf((_, i) => (i % 2 === 0 ? 1 : i === 39 ? 100 : 0)).kind).toEqual({
      kind: "value",
      best: "even",
    });
  });
});

test("nothing is told from fewer than ten runs, nor where all score the same", () => {
  const runs = Array.from({ length: 12 }, (_, i) => ({ params: { x: i }, score: i }));
  const question = { direction: "maximize", space: { x: { min: 0, max: 11 } } } as const;
  expect(measureImportance({ ...question, runs: runs.slice(0, 9) })).toBeNull();
  expect(measureImportance({ ...question, runs })).not.toBeNull();
  const same = runs.map(({ params }) => ({ params, score: 0.1 }));
  expect(measureImportance({ ...question, runs: same })).toBeNull();
});
