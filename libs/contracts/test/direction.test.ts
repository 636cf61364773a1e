import fc from "fast-check";
import { expect, test } from "vitest";
import { bestFirst, bestOf, isBetter, measureGain, scoreOf } from "../src/runs/direction.ts";
import { directionOf } from "../src/runs/metrics.ts";

const { POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN: nan } = Number;

test("more is better or less is, as the direction says", () => {
  expect([isBetter("maximize", 2, 1), isBetter("minimize", 2, 1)]).toEqual([true, false]);
  expect([measureGain("maximize", 3, 1), measureGain("minimize", 3, 1)]).toEqual([2, -2]);
  expect([scoreOf("maximize", 3), scoreOf("minimize", 3)]).toEqual([3, -3]);
  expect([bestFirst("maximize"), bestFirst("minimize")]).toEqual(["desc", "asc"]);
  expect(["log_loss", "r2", "of my own"].map(directionOf)).toEqual([
    "minimize",
    "maximize",
    undefined,
  ]);
});

test.each(["maximize", "minimize"] as const)("NaN and what is missing lose (%s)", (direction) => {
  for (const none of [nan, undefined, null]) {
    expect(isBetter(direction, none, 1)).toBe(false);
    expect(isBetter(direction, 1, none)).toBe(true);
    expect(isBetter(direction, nan, none)).toBe(false);
    expect(measureGain(direction, none, nan)).toBe(0);
    expect(bestOf(direction, [none, 1, none])).toBe(1);
  }
  expect(bestOf(direction, [nan, undefined, null])).toBeUndefined();
  expect(bestOf(direction, [])).toBeUndefined();
});

test("infinities are compared as numbers", () => {
  expect(bestOf("minimize", [POSITIVE_INFINITY, 7])).toBe(1);
  expect(bestOf("maximize", [NEGATIVE_INFINITY, nan])).toBe(0);
  expect(isBetter("maximize", POSITIVE_INFINITY, 7)).toBe(true);
  expect(isBetter("minimize", POSITIVE_INFINITY, POSITIVE_INFINITY)).toBe(false);
});

test("the best is the first of those that nothing beats", () => {
  const value = fc.option(fc.double(), { nil: undefined });
  const direction = fc.constantFrom("maximize" as const, "minimize" as const);
  fc.assert(
    fc.property(direction, fc.array(value), (direction, values) => {
      const best = bestOf(direction, values);
      const isKnown = (one: number | undefined) => one !== undefined && !Number.isNaN(one);
      expect(best !== undefined).toBe(values.some(isKnown));
      const before = values.slice(0, best ?? 0);
      expect(before.every((one) => isBetter(direction, values[best ?? 0], one))).toBe(true);
      const isBeaten =
        best !== undefined && values.some((one) => isBetter(direction, one, values[best]));
      expect(isBeaten).toBe(false);
    }),
  );
});
