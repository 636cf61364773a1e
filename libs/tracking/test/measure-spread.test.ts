import { expect, test } from "vitest";
import { measureSpread } from "../src/runs/measure-spread.ts";

const fold = (number: number, metrics: Record<string, number | "NaN">) => ({
  fold: number,
  trainRows: 80,
  validationRows: 20,
  metrics,
});

test("the spread is the sample standard deviation, as numpy has it with ddof=1", () => {
  const scores = [0.95, 0.9, 0.975, 0.925, 1];
  const folds = scores.map((accuracy, index) => fold(index + 1, { accuracy }));
  expect(measureSpread(folds).accuracy).toBeCloseTo(0.03952847075210473, 14);
});

test("what one fold lacks has no spread, what is NaN in one has none that is known", () => {
  const folds = [fold(1, { r2: 0.5, own: 1, mae: 1 }), fold(2, { r2: 0.5, mae: "NaN" })];
  expect(measureSpread(folds)).toEqual({ r2: 0, mae: "NaN" });
});

test.each([[[]], [[fold(1, { r2: 0.5 })]]])("fewer than two folds spread nothing", (folds) => {
  expect(measureSpread(folds)).toEqual({});
});
