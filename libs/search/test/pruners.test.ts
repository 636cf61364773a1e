import { AshaPrunerSpec, MedianPrunerSpec } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import { asha } from "../src/pruners/asha.ts";
import { median } from "../src/pruners/median.ts";
import { getPruner, listPruners } from "../src/pruners/pruners.ts";
import { describePruner } from "./pruner-conformance.ts";

for (const pruner of listPruners()) describePruner(pruner);

/** The steps at which a run that reports at `reported` is judged. */
function judgedAt(
  decidesAt: (step: number, previousStep: number) => boolean,
  reported: number[],
): number[] {
  return reported.filter((step, index) => decidesAt(step, reported[index - 1] ?? 0));
}

const everyStep = Array.from({ length: 30 }, (_, index) => index + 1);

describe("median", () => {
  const options = MedianPrunerSpec.parse({ name: "median" });
  const decide = (bestScore: number, peers: number[]) =>
    median.shouldPrune({ step: 1, score: 0, bestScore, peers, options });

  test("stops a run whose best score is below the median of at least five others", () => {
    expect(decide(2, [1, 2, 3, 4])).toBe(false);
    expect(decide(2, [5, 1, 4, 2, 3])).toBe(true);
    expect(decide(3, [5, 1, 4, 2, 3])).toBe(false);
    expect(decide(3.4, [5, 1, 4, 2, 3, 6])).toBe(true);
    expect(decide(3.5, [5, 1, 4, 2, 3, 6])).toBe(false);
  });

  test("stops a run that has only reported NaN, once there are others", () => {
    expect(decide(Number.NaN, [1, 2])).toBe(false);
    expect(decide(Number.NaN, [1, 2, 3, 4, 5])).toBe(true);
  });

  test("infinite scores have a median", () => {
    const worst = Number.NEGATIVE_INFINITY;
    expect(decide(0, [worst, worst, worst, worst, worst, worst])).toBe(false);
  });

  test.each([
    [{ warmupSteps: 0, intervalSteps: 1 }, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
    [{ warmupSteps: 3, intervalSteps: 1 }, [1, 2, 3, 4, 5], [4, 5]],
    [{ warmupSteps: 2, intervalSteps: 3 }, everyStep.slice(0, 10), [3, 6, 9]],
    [{ warmupSteps: 2, intervalSteps: 3 }, [2, 4, 5, 8, 20], [4, 8, 20]],
  ])("with %j, reports at %j are judged at %j", (some, reported, judged) => {
    const decides = (step: number, previousStep: number) =>
      median.decidesAt({ step, previousStep, options: { ...options, ...some } });
    expect(judgedAt(decides, reported)).toEqual(judged);
  });
});

describe("asha", () => {
  const options = AshaPrunerSpec.parse({ name: "asha" });
  const decide = (score: number, peers: number[]) =>
    asha.shouldPrune({ step: 1, score, bestScore: 99, peers, options });

  test("of those that reached a rung, the best third goes on", () => {
    const peers = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(decide(5.5, peers)).toBe(true);
    expect(decide(6.5, peers)).toBe(false);
  });

  test("while fewer than three reached a rung, only the best goes on", () => {
    expect(decide(1, [])).toBe(false);
    expect(decide(1, [2])).toBe(true);
    expect(decide(2, [1])).toBe(false);
    expect(decide(2, [2])).toBe(false);
  });

  test("stops a run that reports NaN", () => {
    expect(decide(Number.NaN, [])).toBe(true);
  });

  test.each([
    [{}, everyStep, [1, 3, 9, 27]],
    [{ minResource: 2, reductionFactor: 2 }, everyStep, [2, 4, 8, 16]],
    [{ minEarlyStoppingRate: 1 }, everyStep, [3, 9, 27]],
    [{}, [10, 20, 30, 40, 90], [10, 30, 90]],
  ])("with %j, reports at %j are judged at %j", (some, reported, judged) => {
    const decides = (step: number, previousStep: number) =>
      asha.decidesAt({ step, previousStep, options: { ...options, ...some } });
    expect(judgedAt(decides, reported)).toEqual(judged);
  });
});

test("a name without a pruner is refused with the names there are", () => {
  expect(() => getPruner("oracle")).toThrow(
    expect.objectContaining({
      issues: [
        { field: "pruner.name", message: "Must be one of: none, median, asha", value: "oracle" },
      ],
    }),
  );
});
