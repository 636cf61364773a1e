import { z } from "zod";
import { UnknownCategory } from "../models/model-file.ts";
import { Direction } from "../runs/direction.ts";
import { Constraints, PrunerSpec, SamplerSpec, TryFirst } from "../search/search.ts";
import { AcceptedSpace, SearchSpace } from "../search/space.ts";
import { AliasName, ColumnName, Name, Title, VersionNumber } from "../values/names.ts";
import { Description, Tags } from "./sweep-notes.ts";

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

/**
 * What may also be written as its name alone: `"never"` for `{ rule: "never" }`,
 * with every other field of that choice by default.
 */
function orNameAlone<Union extends z.ZodType>(
  union: Union,
  { by, names }: { by: string; names: readonly [string, ...string[]] },
) {
  const alone = z.enum(names).transform((name) => union.parse({ [by]: name }));
  const known = names.map((name) => JSON.stringify(name)).join(", ");
  return z.union([union, alone], { error: `Give one of ${known}, or an object with ${by}` });
}

const Priority = z
  .int()
  .min(1)
  .max(100)
  .describe(
    "Its share of the workers beside other sweeps: one of priority 3 is handed three runs for each run of one of priority 1",
  );

export const Objective = z.strictObject({
  metric: z.string().min(1).max(100),
  direction: Direction.optional(),
});

/** Whether models are told that a value is missing, beside what stands in for it. */
export const MissingIndicator = z.enum(["seen", "always", "never"]);
export type MissingIndicator = z.infer<typeof MissingIndicator>;

/** What becomes of classes with too few rows to learn from and to measure on. */
export const RareClasses = z.enum(["refuse", "drop"]);
export type RareClasses = z.infer<typeof RareClasses>;

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
  sampler: orNameAlone(SamplerSpec, {
    by: "name",
    names: ["grid", "random", "quasi-random", "tpe"],
  }).default({ name: "grid" }),
  pruner: orNameAlone(PrunerSpec, { by: "name", names: ["none", "median", "asha"] }).default({
    name: "none",
  }),
  validation: orNameAlone(Validation, { by: "kind", names: ["k-fold", "hold-out"] }).default({
    kind: "k-fold",
    folds: 5,
  }),
  testFraction: z
    .number()
    .min(0)
    .lt(1)
    .default(0.2)
    .describe(
      "Share of the rows held out from all runs; the best model is measured on it once per sweep",
    ),
  rareClasses: RareClasses.default("refuse").describe(
    "Classes of which the test rows leave fewer than two rows for training: `refuse` the sweep, or `drop` their rows, which are then neither learnt from nor tested on; its models never predict such a class",
  ),
  missingIndicator: MissingIndicator.default("seen").describe(
    "Which inputs tell a model that their value is missing: those with missing values among the rows it learns from (`seen`), all of them, or none. A category then has missing as a category of its own, and a number has a 0/1 feature beside the mean that stands in for it",
  ),
  unknownCategory: UnknownCategory.default("ignore").describe(
    "What models do with a category that no row they learn from has, when they are measured and when they serve: `ignore` it, as none of the known ones, count it as a `missing` value, or `refuse` the row (categories of this dataset version are then ignored all the same, so that a model takes every row of its own table)",
  ),
  seed: z.int().min(0).max(4_294_967_295).default(0),
  objective: Objective.optional().describe(
    "Default: accuracy for classification, rmse for regression",
  ),
  promotion: orNameAlone(PromotionRule, {
    by: "rule",
    names: ["always", "better", "never"],
  }).default({ rule: "better", margin: 0 }),
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
  priority: Priority.default(1),
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
  sampler: SamplerSpec.default({ name: "grid" }),
  pruner: PrunerSpec.default({ name: "none" }),
  validation: Validation.default({ kind: "k-fold", folds: 5 }),
  promotion: PromotionRule.default({ rule: "better", margin: 0 }),
  priority: Priority.optional().describe("Absent: 1"),
  datasetVersion: z.int(),
  features: z.array(ColumnName),
  model: Name,
  name: Title,
  rareClasses: RareClasses.optional().describe("Absent: `refuse`"),
  missingIndicator: MissingIndicator.optional().describe(
    "Absent: launched before there was a choice, so `never`",
  ),
  unknownCategory: UnknownCategory.optional().describe(
    "Absent: launched before there was a choice, so `ignore` when measured and `refuse` when served",
  ),
  objective: Objective.required(),
  maxFailures: z.int().nullable().default(null),
});
export type SweepSpec = z.output<typeof SweepSpec>;
