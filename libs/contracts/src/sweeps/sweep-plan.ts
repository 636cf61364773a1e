import { z } from "zod";
import { Params } from "../search/space.ts";
import { SweepSpec } from "./sweep-request.ts";

/** What looks wrong about a column a model would learn from. It stops nothing. */
export const sweepWarningKinds = [
  "constant",
  "id-like",
  "determines-target",
  "duplicate-of-target",
  "rare-class",
] as const;

export const SweepWarning = z.object({
  column: z.string(),
  kind: z.enum(sweepWarningKinds),
  evidence: z.string(),
  leftOut: z.boolean().describe("Whether the sweep does without it, as no features were listed"),
});
export type SweepWarning = z.infer<typeof SweepWarning>;

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
