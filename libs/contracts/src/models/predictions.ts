import { z } from "zod";
import { Id, Name, VersionNumber, VersionParam } from "../values/names.ts";
import { UnknownCategory } from "./model-file.ts";

/** Rows are checked against the model's own signature, not here. */
export const PredictRequest = z.strictObject({
  model: Name,
  alias: Name.optional().describe("Default: champion"),
  version: VersionNumber.optional().describe("A fixed version instead of an alias"),
  rows: z
    .union([z.array(z.unknown()).min(1).max(10_000), z.record(z.string(), z.unknown())], {
      error: "Give one row as an object, or 1 to 10,000 rows as an array of objects",
    })
    .describe("One row as an object, or up to 10,000 of them"),
  onInvalid: z
    .enum(["refuse", "report"])
    .default("refuse")
    .describe(
      "Rows that do not fit the model: refuse the request, or answer each row, with a prediction or with what the model has against it",
    ),
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

/** What the model has against a row, input by input. */
export const RefusedRow = z.object({
  issues: z.array(
    z.object({
      field: z.string().describe("The input; empty when it is the row as a whole"),
      message: z.string(),
      value: z.unknown().optional(),
    }),
  ),
});
export type RefusedRow = z.infer<typeof RefusedRow>;

/** Categories that no training row had, and that the model took by its policy. */
export const TakenCategories = z.object({
  field: z.string(),
  as: UnknownCategory.exclude(["refuse"]),
  values: z.array(z.string()).describe("At most 20 of them"),
  rows: z.number().int().describe("How many rows have one of them"),
});
export type TakenCategories = z.infer<typeof TakenCategories>;

export const PredictResponse = z.object({
  model: Name,
  version: z.number().int(),
  runId: Id.nullable(),
  predictions: z
    .array(z.union([ClassPrediction, NumberPrediction, RefusedRow]))
    .describe("One per row, in their order; refused rows are among them under `onInvalid: report`"),
  unknown: z.array(TakenCategories).describe("What was new to the model and did not stop it"),
});
/** Of a request that is refused as a whole, every answer is a prediction. */
export type PredictResponse<Answer = Prediction> = Omit<
  z.infer<typeof PredictResponse>,
  "predictions"
> & { predictions: Answer[] };

/** Which version of a model. */
export const VersionQuery = z.object({
  alias: Name.optional().describe("Default: champion"),
  version: VersionParam.optional().describe("A fixed version instead of an alias"),
});
export type VersionQuery = z.infer<typeof VersionQuery>;

/** JSON Schema (2020-12) of one row; `null` is a missing value everywhere. */
export const RowSchema = z.looseObject({
  properties: z.record(
    z.string(),
    z.looseObject({
      type: z.array(z.string()).optional(),
      enum: z.array(z.string().nullable()).optional().describe("The values a category may have"),
      examples: z
        .array(z.string())
        .optional()
        .describe("The values of a category that training had, where others are taken too"),
    }),
  ),
});
export type RowSchema = z.infer<typeof RowSchema>;

/** The versions that aliases name and that are loaded now. */
export const ServedModels = z.object({
  items: z.array(z.object({ model: z.string(), alias: z.string(), version: z.number().int() })),
});
export type ServedModels = z.infer<typeof ServedModels>;
