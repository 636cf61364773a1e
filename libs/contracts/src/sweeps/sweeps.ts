import { z } from "zod";
import { failedStates, RunError, RunNumber, RunSummary } from "../runs/runs.ts";
import { Constraints, PrunerSpec, SamplerSpec, TryFirst } from "../search/search.ts";
import { AcceptedSpace, Params, SearchSpace } from "../search/space.ts";
import { MetricValue } from "../values/metric-value.ts";
import { AliasName, ColumnName, Id, Name, Timestamp, Title } from "../values/names.ts";
import { NamedPageQuery } from "../values/paging.ts";
import { VersionNumber } from "../values/version-number.ts";
import { Description, TagQuery, Tags } from "./sweep-notes.ts";
import { StopReason, SweepState } from "./sweep-states.ts";
import { SweepWarning } from "./sweep-warning.ts";

export const Validation = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("k-fold"),
    folds: z.number().int().min(2).max(50).default(5),
  }),
  z.strictObject({
    kind: z.literal("hold-out"),
    fraction: z.number().gt(0).lt(1).default(0.2),
  }),
]);
export type Validation = z.infer<typeof Validation>;

export const PromotionRule = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("always") }),
  z.strictObject({
    rule: z.literal("better"),
    margin: z.number().min(0).default(0),
  }),
  z.strictObject({ rule: z.literal("never") }),
]);
export type PromotionRule = z.infer<typeof PromotionRule>;

export const Objective = z.strictObject({
  metric: z.string().min(1).max(100),
  direction: z.enum(["maximize", "minimize"]).optional(),
});

export const SweepRequest = z.strictObject({
  dataset: Name.describe("A dataset's name"),
  datasetVersion: VersionNumber.optional().describe("Default: the newest version"),
  target: ColumnName.describe("The column to predict"),
  features: z.array(ColumnName).min(1).max(2000).optional().describe("Default: every other column"),
  trainer: z
    .union([Name, z.array(Name).min(1).max(20)])
    .default("logistic-regression")
    .describe(
      "One, or several of the same task; then the sweep chooses among them with its first parameter `trainer`, and other parameters can say `when: { trainer: ... }`",
    ),
  space: SearchSpace,
  runs: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe("How many runs; every sampler but `grid` needs it, and `grid` takes it as a limit"),
  constraints: Constraints.default([]),
  tryFirst: TryFirst.default([]),
  sampler: SamplerSpec.default({ name: "grid" }),
  pruner: PrunerSpec.default({ name: "none" }),
  validation: Validation.default({ kind: "k-fold", folds: 5 }),
  testFraction: z
    .number()
    .min(0)
    .lt(1)
    .default(0.2)
    .describe(
      "Share of the rows held out from all runs; the best model is measured on it once per sweep",
    ),
  seed: z.int().min(0).max(4_294_967_295).default(0),
  objective: Objective.optional().describe(
    "Default: accuracy for classification, rmse for regression",
  ),
  promotion: PromotionRule.default({ rule: "better", margin: 0 }),
  model: Name.optional().describe("The registered model's name. Default: the dataset's name"),
  alias: AliasName.default("champion"),
  experiment: Title.default("Default"),
  name: Title.optional().describe("Default: made from dataset and trainer"),
  tags: Tags.default({}).describe("For people to find it by; they may be changed later"),
  description: Description.optional().describe("For people; it may be changed later"),
  skipKnown: z
    .boolean()
    .default(false)
    .describe(
      "Leaves out combinations that succeeded before, on the same dataset version, columns, splits and seed",
    ),
  keepModels: z
    .enum(["all", "best"])
    .default("all")
    .describe("`all`: every run also keeps a model fitted on all training rows"),
  runTimeoutMs: z.int().min(100).max(86_400_000).default(600_000),
  runMemoryMb: z
    .int()
    .min(64)
    .max(1_048_576)
    .optional()
    .describe(
      "Memory of a run. The training thread's heap is held to it; the encoded table lies outside of that heap, so its size is estimated at launch, and a sweep that would not fit is refused",
    ),
  runAttempts: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .describe(
      "Tries per run. Pausing, a stopping worker and parts that are away use up none of them",
    ),
  maxFailures: z
    .int()
    .min(0)
    .max(100_000)
    .nullable()
    .optional()
    .describe(
      "The sweep stops when more runs than this have failed; null: never. Default: half of the runs, but at least 10",
    ),
  deadlineMs: z
    .int()
    .min(1_000)
    .max(31_536_000_000)
    .optional()
    .describe(
      "Counted from the launch, or from a retry, pauses included. Then the sweep stops and the best run so far is taken",
    ),
});
export type SweepRequest = z.input<typeof SweepRequest>;

/** A request with every default filled in and every name resolved. */
export const SweepSpec = SweepRequest.omit({
  trainer: true,
  tags: true,
  description: true,
}).extend({
  trainers: z
    .array(Name)
    .min(1)
    .describe("With several, each run's parameter `trainer` says which"),
  space: AcceptedSpace,
  datasetVersion: z.int(),
  features: z.array(ColumnName),
  model: Name,
  name: Title,
  objective: Objective.required(),
  maxFailures: z.int().nullable().default(null),
});
export type SweepSpec = z.output<typeof SweepSpec>;

/** How long a sweep would take, from runs that were measured. */
export const TimeEstimate = z.object({
  runMs: z.number().describe("One run on one thread: the median, weighed by trainer"),
  threads: z.number().int().describe("Training threads of the workers alive now"),
  totalMs: z.number().nullable().describe("All runs on those threads; null without any"),
  basis: z.object({
    kind: z
      .enum(["same-dataset", "other-datasets"])
      .describe("`other-datasets`: scaled by rows × features × fits"),
    runs: z.number().int().describe("How many measured runs it rests on"),
  }),
});
export type TimeEstimate = z.infer<typeof TimeEstimate>;

export const SweepPlan = z.object({
  runCount: z.number().int(),
  combinationCount: z
    .number()
    .int()
    .nullable()
    .describe("How many combinations the space has; null when it is continuous"),
  alreadyRun: z
    .number()
    .int()
    .describe(
      "How many of the combinations known at launch have succeeded before, on the same dataset version, columns, splits and seed",
    ),
  estimate: TimeEstimate.nullable().describe("null when no run of these trainers was measured yet"),
  spec: SweepSpec,
  firstCombinations: z
    .array(Params)
    .describe("As far as they are known at launch; samplers that learn draw the others later"),
  warnings: z.array(SweepWarning).describe("Features that look wrong; none of them stops a sweep"),
});
export type SweepPlan = z.infer<typeof SweepPlan>;

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

/** How runs can have ended that may be queued again. */
export const retryableStates = [...failedStates, "cancelled", "pruned"] as const;

export const maxRetriedRuns = 10_000;

export const RetryRequest = z.strictObject({
  states: z
    .array(z.enum(retryableStates))
    .min(1)
    .optional()
    .describe(
      "Runs in these states are queued again. Default: failed, timed-out and lost; with `runs` every state but succeeded",
    ),
  runs: z
    .array(z.union([Id, RunNumber]))
    .min(1)
    .max(maxRetriedRuns)
    .optional()
    .describe(
      "Only these runs of the sweep, by id or number; those in other states stay as they are",
    ),
});
export type RetryRequest = z.infer<typeof RetryRequest>;

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
