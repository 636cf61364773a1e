import { z } from "zod";
import { RunError } from "../runs/attempts.ts";
import { RunSummary } from "../runs/runs.ts";
import { MetricValue } from "../values/metric-value.ts";
import { Id, Name, Timestamp, Title } from "../values/names.ts";
import { NamedPageQuery } from "../values/queries.ts";
import { TagQuery } from "./sweep-notes.ts";
import { Objective, SweepSpec } from "./sweep-request.ts";
import { StopReason, SweepState } from "./sweep-states.ts";

export const SweepProgress = z.object({
  total: z.number().int(),
  queued: z.number().int(),
  running: z.number().int(),
  succeeded: z.number().int(),
  pruned: z.number().int(),
  failed: z.number().int(),
  timedOut: z.number().int(),
  cancelled: z.number().int(),
  lost: z.number().int(),
});
export type SweepProgress = z.infer<typeof SweepProgress>;

/** Runs in one of the `failedStates`. */
export function countFailed({ failed, timedOut, lost }: SweepProgress): number {
  return failed + timedOut + lost;
}

const EtaMs = z
  .number()
  .int()
  .nullable()
  .describe(
    "In how many milliseconds the last run will have ended, by the newest runs and the threads that are free for it; null when it does not run, nothing has ended yet or no thread is free",
  );

const SweepRound = z
  .int()
  .describe(
    "Counts up whenever its runs are handed to the queue again; until then, what has ended stays as it is",
  );

export const Sweep = z.object({
  id: Id,
  name: z.string(),
  experiment: z.string(),
  tags: z.record(z.string(), z.string()),
  description: z.string().nullable(),
  state: SweepState,
  round: SweepRound,
  stopReason: StopReason.nullable().describe("Why it ended, or is ending, early"),
  spec: SweepSpec,
  progress: SweepProgress,
  etaMs: EtaMs,
  best: RunSummary.nullable().describe("Best run so far by the objective"),
  outcome: z
    .object({
      model: Name,
      version: z.number().int(),
      testMetrics: z.record(z.string(), MetricValue),
      promotion: z
        .object({
          alias: z.string(),
          outcome: z.enum(["promoted", "kept"]),
          reason: z.string(),
        })
        .nullable(),
    })
    .nullable()
    .describe("What the finalizer registered and decided; null when there was nothing to register"),
  note: z.string().nullable().describe("Why it succeeded without registering a version"),
  replayOf: Id.nullable().describe("The run it trains once more"),
  error: RunError.nullable(),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  tookMs: z
    .number()
    .int()
    .nullable()
    .describe(
      "From the launch to the end, pauses included, but not what lay between an end and a retry; null while it has not ended",
    ),
});
export type Sweep = z.infer<typeof Sweep>;

export const SweepSummary = Sweep.omit({
  round: true,
  spec: true,
  outcome: true,
  note: true,
  error: true,
  description: true,
}).extend({
  dataset: Name,
  trainers: z.array(z.string()),
  objective: Objective.required(),
});
export type SweepSummary = z.infer<typeof SweepSummary>;

export const SweepsQuery = NamedPageQuery.extend({
  state: SweepState.optional(),
  experiment: Title.optional(),
  dataset: Name.optional(),
  tag: TagQuery.optional().describe("A tag's key, or `key:value`"),
});
export type SweepsQuery = z.infer<typeof SweepsQuery>;

/** One server-sent event of `/sweeps/:id/events`. */
export const SweepEvent = z.object({
  id: Id,
  state: SweepState,
  round: SweepRound,
  progress: SweepProgress,
  etaMs: EtaMs,
  best: RunSummary.nullable(),
});
export type SweepEvent = z.infer<typeof SweepEvent>;

export const Experiment = z.object({
  /** Not every name was given through this API. */
  name: z.string(),
  createdAt: Timestamp,
});
export type Experiment = z.infer<typeof Experiment>;
