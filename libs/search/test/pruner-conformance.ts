import { PrunerSpec } from "@rookery/contracts";
import { describe, expect, test } from "vitest";
import type { Pruner } from "../src/pruners/pruner.ts";

/** What every pruner promises, whatever its rule. */
export function describePruner(pruner: Pruner): void {
  const options = PrunerSpec.parse({ name: pruner.name });
  const peers = Float64Array.from({ length: 30 }, (_, index) => (index * 7) % 30);
  const decide = (score: number, others: ArrayLike<number> = peers) =>
    pruner.decidesAt({ step: 9, previousStep: 8, options }) &&
    pruner.shouldPrune({ step: 9, score, bestScore: score, peers: others, options });

  describe(`pruner ${pruner.name}`, () => {
    test("lets the best run go on", () => {
      expect(decide(30)).toBe(false);
    });

    test("lets a run without others go on", () => {
      expect(decide(0, [])).toBe(false);
    });

    test("the better the score, the sooner a run goes on", () => {
      const decisions = Array.from({ length: 31 }, (_, score) => decide(score));
      expect(decisions).toEqual(decisions.toSorted((a, b) => Number(b) - Number(a)));
    });

    test("the order of the others does not matter, nor how they are listed", () => {
      for (const score of [3, 14, 15, 20, 29]) {
        expect(decide(score, Array.from(peers).reverse())).toBe(decide(score));
      }
    });

    test("others without a number count as none", () => {
      for (const score of [3, 14, 15, 20, 29]) {
        expect(decide(score, [...peers, Number.NaN])).toBe(decide(score));
      }
    });

    test("asks nothing twice between two reports", () => {
      for (let step = 1; step < 100; step += 1) {
        expect(pruner.decidesAt({ step, previousStep: step, options })).toBe(false);
      }
    });

    test("leaves the others alone", () => {
      const others = Object.freeze([5, 1, 3, 2, 4, 0]);
      decide(2, others);
      expect(others).toEqual([5, 1, 3, 2, 4, 0]);
    });
  });
}
