import { z } from "zod";
import { MetricValue } from "../values/metric-value.ts";
import { Task } from "./metrics.ts";

/*
 * What a run learnt, beyond its metrics: the file `evaluation.json` of a run.
 * It is made from the predictions for validation rows alone, of all folds
 * together, and stays below 100 KB: what would be longer is cut, with a number
 * that tells how much there was.
 */

const Share = z.number().min(0).max(1);

export const ConfusionMatrix = z.object({
  labels: z.array(z.string()),
  counts: z.array(z.array(z.number().int())).describe("counts[truth][prediction]"),
});
export type ConfusionMatrix = z.infer<typeof ConfusionMatrix>;

export const RocCurve = z.object({
  label: z.string().describe("This class against all others"),
  auc: MetricValue.describe("Of the whole curve; NaN when the class has no rows or all of them"),
  falsePositiveRates: z.array(Share),
  truePositiveRates: z.array(Share).describe("Beside each false positive rate; ascending"),
});
export type RocCurve = z.infer<typeof RocCurve>;

export const CalibrationCurve = z.object({
  label: z.string(),
  bins: z
    .array(
      z.object({
        predicted: Share.describe("Mean predicted probability"),
        observed: Share.describe("Share of rows that are of the class"),
        count: z.number().int().min(1),
      }),
    )
    .describe("Of ten equally wide bins those that have rows"),
});
export type CalibrationCurve = z.infer<typeof CalibrationCurve>;

/**
 * Means over the folds; a column counts with all its one-hot cells.
 * `coefficients`: how far the column moves a linear model's score, as the
 * standard deviation of its part of the score over the validation rows, averaged
 * over the outputs. `permutation`: how much accuracy, or R², is lost when the
 * column's values change places among validation rows; it may be negative.
 */
export const FeatureImportance = z.object({
  method: z.enum(["coefficients", "permutation"]),
  columnCount: z.number().int(),
  columns: z
    .array(z.object({ name: z.string(), importance: z.number() }))
    .describe("The most important first"),
});
export type FeatureImportance = z.infer<typeof FeatureImportance>;

const shared = {
  rowCount: z.number().int().describe("Validation rows that were predicted"),
  importance: FeatureImportance.nullable().describe(
    "null when it cannot be measured: too many columns to shuffle each, or a model that is not ours to ask",
  ),
};

export const ClassificationReport = z.object({
  task: z.literal(Task.enum.classification),
  ...shared,
  classCount: z.number().int(),
  confusion: ConfusionMatrix.describe("Of the 50 commonest classes"),
  roc: z.array(RocCurve).describe("Of the 10 commonest classes"),
  calibration: z.array(CalibrationCurve).describe("Of the 10 commonest classes"),
});
export type ClassificationReport = z.infer<typeof ClassificationReport>;

export const RegressionReport = z.object({
  task: z.literal(Task.enum.regression),
  ...shared,
  residuals: z
    .object({
      mean: z.number(),
      quantiles: z.array(z.object({ share: Share, value: z.number() })),
    })
    .describe("Actual minus predicted"),
  sample: z
    .array(z.object({ actual: z.number(), predicted: z.number() }))
    .describe("Up to 500 rows, evenly spaced in the order of the actual values"),
});
export type RegressionReport = z.infer<typeof RegressionReport>;

export const RunReport = z.discriminatedUnion("task", [ClassificationReport, RegressionReport]);
export type RunReport = z.infer<typeof RunReport>;
