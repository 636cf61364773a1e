import { z } from "zod";
import { Text } from "../values/names.ts";
import { Params } from "./space.ts";

const maxRuns = 100_000;

/** Every combination once, in the order written; the last parameter varies fastest. */
export const GridSpec = z.strictObject({ name: z.literal("grid") });
export type GridSpec = z.infer<typeof GridSpec>;

/** Independent draws, evenly over each parameter's scale. */
export const RandomSpec = z.strictObject({ name: z.literal("random") });
export type RandomSpec = z.infer<typeof RandomSpec>;

/** A scrambled Halton sequence: random, but evenly spread. */
export const QuasiRandomSpec = z.strictObject({ name: z.literal("quasi-random") });
export type QuasiRandomSpec = z.infer<typeof QuasiRandomSpec>;

/** Tree-structured Parzen estimator: draws where good runs are dense and others are not. */
export const TpeSpec = z.strictObject({
  name: z.literal("tpe"),
  startupRuns: z
    .int()
    .min(1)
    .max(maxRuns)
    .default(10)
    .describe("Runs that must have ended with a score before the sampler learns from them"),
  candidates: z
    .int()
    .min(1)
    .max(1_000)
    .default(24)
    .describe("Combinations drawn near good runs per suggestion; the most promising is taken"),
  priorWeight: z
    .number()
    .gt(0)
    .max(1_000)
    .default(1)
    .describe("Weight of the whole space beside one run; more of it explores more"),
});
export type TpeSpec = z.infer<typeof TpeSpec>;

/** How a sweep picks combinations. */
export const SamplerSpec = z.discriminatedUnion("name", [
  GridSpec,
  RandomSpec,
  QuasiRandomSpec,
  TpeSpec,
]);
export type SamplerSpec = z.infer<typeof SamplerSpec>;

/** Every run goes on to its end. */
export const NonePrunerSpec = z.strictObject({ name: z.literal("none") });
export type NonePrunerSpec = z.infer<typeof NonePrunerSpec>;

/** Stops a run whose best score so far is below the median of the others at the same step. */
export const MedianPrunerSpec = z.strictObject({
  name: z.literal("median"),
  startupRuns: z
    .int()
    .min(1)
    .max(maxRuns)
    .default(5)
    .describe("Other runs that must have reported a step before runs are stopped there"),
  warmupSteps: z.int().min(0).default(0).describe("Steps of each run at which nothing is stopped"),
  intervalSteps: z.int().min(1).default(1).describe("Steps from one decision to the next"),
});
export type MedianPrunerSpec = z.infer<typeof MedianPrunerSpec>;

/** Asynchronous successive halving: at each rung only the best 1/reductionFactor go on. */
export const AshaPrunerSpec = z.strictObject({
  name: z.literal("asha"),
  minResource: z.int().min(1).default(1).describe("Steps before the first rung"),
  reductionFactor: z
    .int()
    .min(2)
    .max(100)
    .default(3)
    .describe("One of this many goes on at a rung, and the next rung is this many times as far"),
  minEarlyStoppingRate: z
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe("Rungs skipped at the start; each multiplies the first rung's steps"),
});
export type AshaPrunerSpec = z.infer<typeof AshaPrunerSpec>;

/** How a sweep stops hopeless runs of trainers that report progress. */
export const PrunerSpec = z.discriminatedUnion("name", [
  NonePrunerSpec,
  MedianPrunerSpec,
  AshaPrunerSpec,
]);
export type PrunerSpec = z.infer<typeof PrunerSpec>;

/**
 * Conditions that every combination must meet, such as `minSamplesLeaf <
 * maxDepth`, in the Common Expression Language (https://cel.dev). A constraint
 * that names an absent parameter holds.
 */
export const Constraints = z.array(Text.trim().min(1).max(500)).max(100);
export type Constraints = z.infer<typeof Constraints>;

/** Known combinations, tried before the sampler is asked. Each must lie in the space. */
export const TryFirst = z.array(Params).max(1_000);
export type TryFirst = z.infer<typeof TryFirst>;
