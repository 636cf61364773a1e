import type { Run, Validation } from "@rookery/contracts";
import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import { isOverFolds, listFoldMetrics, readFoldScores } from "../src/pages/run/fold-scores.ts";

const makeFolded = (accuracies: (number | "NaN")[], given: Partial<Run> = {}): Run => ({
  ...makeRun({ metrics: { accuracy: 0.85 }, spread: { accuracy: 0.07 } }),
  experiment: "Default",
  history: {},
  folds: accuracies.map((accuracy, index) => ({
    fold: index + 1,
    trainRows: 80,
    validationRows: 20,
    metrics: { accuracy },
  })),
  tags: {},
  artifacts: [],
  attempts: [],
  timings: null,
  error: null,
  replays: [],
  ...given,
});
const kFold: Validation = { kind: "k-fold", folds: 5 };
const holdOut: Validation = { kind: "hold-out", fraction: 0.2 };

test("folds are told one by one, with their mean and spread; what is no number is left out", () => {
  expect(readFoldScores(makeFolded([0.8, "NaN", 0.9]), "accuracy")).toMatchObject({
    scores: [
      { fold: 1, score: 0.8 },
      { fold: 3, score: 0.9 },
    ],
    mean: 0.85,
    spread: 0.07,
  });
  expect(listFoldMetrics([makeFolded([0.8]), makeFolded([])])).toEqual([]);
  expect(listFoldMetrics([makeFolded([0.8, 0.9])])).toEqual(["accuracy"]);
});

test("means over folds are no curve, be the folds done or on their way; steps of one training are", () => {
  expect(isOverFolds(makeFolded([0.8, 0.9]), "accuracy", undefined)).toBe(true);
  expect(isOverFolds(makeFolded([]), "accuracy", kFold)).toBe(true);
  expect(isOverFolds(makeFolded([0.8, 0.9]), "own_metric", kFold)).toBe(false);
  expect(isOverFolds(makeFolded([0.8]), "accuracy", holdOut)).toBe(false);
  expect(isOverFolds(makeFolded([]), "accuracy", holdOut)).toBe(false);
});
