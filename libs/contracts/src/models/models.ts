import { z } from "zod";
import { ColumnKind } from "../datasets/dataset-rules.ts";
import { Task } from "../runs/metrics.ts";
import { Params } from "../search/space.ts";
import { MetricValue } from "../values/metric-value.ts";
import { Id, Text, Timestamp, VersionNumber } from "../values/names.ts";
import { UnknownCategory } from "./model-file.ts";

/*
 * Answers take names as they are: models registered through other APIs may have
 * names that requests of this one cannot.
 */

/** `rookery`: a model file that is served here; `mlflow`: registered by clients of that API. */
export const modelFormats = ["rookery", "mlflow"] as const;
export type ModelFormat = (typeof modelFormats)[number];

/** What a model takes and answers. */
export const ModelSignature = z.object({
  task: Task,
  inputs: z.array(
    z.object({
      name: z.string(),
      kind: ColumnKind,
      categories: z.array(z.string()).optional().describe("The values a category may have"),
      unknown: UnknownCategory.optional().describe(
        "What becomes of other values of a category; absent: `refuse`",
      ),
      missingSeen: z.boolean().describe("Whether the training rows had missing values here"),
      missingIndicator: z
        .boolean()
        .optional()
        .describe(
          "Whether the model sees that a value is missing; else what was common in training stands in for it",
        ),
    }),
  ),
  target: z.string(),
  classes: z.array(z.string()).describe("Empty when it predicts a number"),
});
export type ModelSignature = z.infer<typeof ModelSignature>;

/** A version of the format `rookery`. */
/** The rows a version was measured on: test metrics compare where all of it is the same. */
export const TestRows = z.object({
  dataset: z.string(),
  datasetVersion: z.number().int(),
  target: z.string(),
  testFraction: z.number().describe("Share of the rows that were held out from all runs"),
  seed: z.number().int().describe("Of the split"),
});
export type TestRows = z.infer<typeof TestRows>;

export const ModelVersion = z.object({
  model: z.string(),
  version: z.number().int(),
  trainer: z.string(),
  params: Params,
  signature: ModelSignature,
  testMetrics: z.record(z.string(), MetricValue),
  testRows: TestRows.nullable().describe(
    "What the test metrics were measured on; null when there was nothing to measure on or its sweep is not known",
  ),
  aliases: z.array(z.string()),
  tags: z.record(z.string(), z.string()),
  description: z.string().nullable(),
  runId: z.string().nullable(),
  sweepId: Id.nullable(),
  dataset: z.object({ name: z.string(), version: z.number().int() }).nullable(),
  sha256: z.string(),
  sizeBytes: z.number().int(),
  createdAt: Timestamp,
});
export type ModelVersion = z.infer<typeof ModelVersion>;

export const ModelSummary = z.object({
  name: z.string(),
  description: z.string().nullable(),
  latestVersion: z.number().int().describe("The number given out last, whatever its format"),
  aliases: z.record(z.string(), z.number().int()),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type ModelSummary = z.infer<typeof ModelSummary>;

export const Model = ModelSummary.extend({
  versions: z
    .array(ModelVersion)
    .describe("The newest 20; GET /models/{name}/versions lists them all"),
});
export type Model = z.infer<typeof Model>;

export const Alias = z.object({
  model: z.string(),
  alias: z.string(),
  version: z.number().int().nullable().describe("null: the version it named is gone"),
  previousVersion: z
    .number()
    .int()
    .nullable()
    .describe("What it names after a roll back; null: nothing to roll back to"),
});
export type Alias = z.infer<typeof Alias>;

const Reason = Text.trim().min(1).max(1000).describe("Kept with the promotion");

export const SetAliasRequest = z.strictObject({
  version: VersionNumber,
  from: VersionNumber.nullish().describe(
    "The version it names now, null: none; a conflict when it names another",
  ),
  reason: Reason.default("set by hand"),
});
export type SetAliasRequest = z.input<typeof SetAliasRequest>;

export const RollBackRequest = z.strictObject({
  from: VersionNumber.optional().describe(
    "The version it names now; a conflict when it names another",
  ),
  reason: Reason.optional().describe("Default: tells the version it was rolled back from"),
});
export type RollBackRequest = z.infer<typeof RollBackRequest>;

export const Promotion = z.object({
  id: z.number().int(),
  model: z.string(),
  alias: z.string(),
  fromVersion: z.number().int().nullable(),
  toVersion: z.number().int(),
  outcome: z.enum(["promoted", "kept"]),
  reason: z.string(),
  actor: z.enum(["finalizer", "user"]),
  sweepId: Id.nullable(),
  createdAt: Timestamp,
});
export type Promotion = z.infer<typeof Promotion>;
