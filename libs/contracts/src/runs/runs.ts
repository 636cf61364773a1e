import { z } from "zod";
import { Params } from "../search/space.ts";
import { MetricValue } from "../values/metric-value.ts";
import { Id, Timestamp } from "../values/names.ts";
import { PageQuery } from "../values/queries.ts";
import { RunAttempt, RunError } from "./attempts.ts";
import { RunState } from "./run-states.ts";

export const RunTimings = z.object({
  fitMs: z.number().describe("Time inside the trainer's fit, all folds"),
  trainMs: z.number().describe("Time on the training thread"),
  totalMs: z.number().describe("From claim to the results being ready to record"),
});
export type RunTimings = z.infer<typeof RunTimings>;

export const FoldScore = z.object({
  fold: z.number().int(),
  trainRows: z.number().int(),
  validationRows: z.number().int(),
  metrics: z.record(z.string(), MetricValue),
});
export type FoldScore = z.infer<typeof FoldScore>;

/** A run's position in its sweep; PostgreSQL counts them in 32 bits. */
export const RunNumber = z.int().min(1).max(2_147_483_647);

export const RunSummary = z.object({
  id: Id,
  sweepId: Id.nullable(),
  number: z.number().int().nullable(),
  name: z.string(),
  state: RunState,
  params: Params.describe(
    "Empty until they are drawn, which samplers that learn do when the run begins",
  ),
  metrics: z.record(z.string(), MetricValue),
  spread: z
    .record(z.string(), MetricValue)
    .describe(
      "Standard deviation (n − 1) of each metric over the validation folds; empty with fewer than two",
    ),
  attempt: z.number().int(),
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;

export const RunArtifact = z.object({
  path: z.string(),
  sizeBytes: z.number().int(),
  sha256: z.string(),
  contentType: z.string(),
});
export type RunArtifact = z.infer<typeof RunArtifact>;

export const MetricPoint = z.object({
  step: z.number().int(),
  timestampMs: z.number().int(),
  value: MetricValue,
});
export type MetricPoint = z.infer<typeof MetricPoint>;

/** A run trained once more from what is recorded of it, and what came of that. */
export const RunReplay = z.object({
  runId: Id,
  sweepId: Id,
  state: RunState,
  same: z
    .boolean()
    .nullable()
    .describe("Whether metrics and model are the same; null unless it has succeeded"),
  differences: z.array(
    z.object({
      metric: z.string(),
      before: MetricValue.nullable().describe("null: it was not measured"),
      after: MetricValue.nullable(),
    }),
  ),
  model: z
    .enum(["same", "different", "not-kept"])
    .nullable()
    .describe("All of the model file but its environment; null unless it has succeeded"),
  environment: z
    .array(
      z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    )
    .describe("Versions that are others now, as far as both model files are kept"),
});
export type RunReplay = z.infer<typeof RunReplay>;

/** A replay that was launched. */
export const ReplayLaunch = RunReplay.pick({ runId: true, sweepId: true });
export type ReplayLaunch = z.infer<typeof ReplayLaunch>;

export const Run = RunSummary.extend({
  experiment: z.string(),
  history: z
    .record(z.string(), z.array(MetricPoint))
    .describe("Every metric's newest 1,000 points, oldest first"),
  folds: z.array(FoldScore),
  tags: z.record(z.string(), z.string()),
  artifacts: z.array(RunArtifact),
  attempts: z.array(RunAttempt),
  timings: RunTimings.nullable(),
  error: RunError.nullable(),
  replays: z.array(RunReplay).describe("The newest 20, newest first"),
});
export type Run = z.infer<typeof Run>;

export const RunsQuery = PageQuery.extend({
  state: RunState.optional(),
  number: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .describe("Only the run of this number"),
  sort: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}]*$/u, "must not hold control characters")
    .default("number")
    .describe("`number`, `objective` (best first) or a metric's name"),
  order: z.enum(["asc", "desc"]).optional().describe("Default: best first, or ascending numbers"),
});
export type RunsQuery = z.infer<typeof RunsQuery>;
