import { z } from "zod";
import { Id, Name } from "../values/names.ts";

/** Rows are checked against the model's own signature, not here. */
export const PredictRequest = z.strictObject({
  model: Name,
  alias: Name.optional().describe("Default: champion"),
  version: z.int().min(1).optional().describe("A fixed version instead of an alias"),
  rows: z
    .union([z.array(z.unknown()).min(1).max(10_000), z.record(z.string(), z.unknown())], {
      error: "Give one row as an object, or 1 to 10,000 rows as an array of objects",
    })
    .describe("One row as an object, or up to 10,000 of them"),
});
export type PredictRequest = z.input<typeof PredictRequest>;

export const ClassPrediction = z.object({
  label: z.string(),
  probabilities: z.record(z.string(), z.number()).describe("One per class; they add up to 1"),
});
export type ClassPrediction = z.infer<typeof ClassPrediction>;

export const NumberPrediction = z.object({ prediction: z.number() });
export type NumberPrediction = z.infer<typeof NumberPrediction>;

/** A class with its probabilities from a classification model, a number from a regression model. */
export const Prediction = z.union([ClassPrediction, NumberPrediction]);
export type Prediction = z.infer<typeof Prediction>;

export const PredictResponse = z.object({
  model: Name,
  version: z.number().int(),
  runId: Id.nullable(),
  predictions: z.array(Prediction),
});
export type PredictResponse = z.infer<typeof PredictResponse>;
