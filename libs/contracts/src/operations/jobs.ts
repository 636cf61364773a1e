import { z } from "zod";
import { Params } from "../search/space.ts";
import { Id } from "../values/names.ts";

/**
 * How many times the sweep has been handed to the queue, this time included.
 * Jobs of an earlier round do nothing.
 */
const Round = z.int().min(1);

/**
 * What the queue carries for one run. PostgreSQL holds the run itself; the
 * number and the parameters, once they are drawn, are here only for people who
 * look at the queue.
 */
export const RunJob = z.object({
  sweepId: Id,
  runId: Id,
  round: Round,
  number: z.int().min(1),
  params: Params,
});
export type RunJob = z.infer<typeof RunJob>;

/** What the queue carries for finalizing one sweep. */
export const SweepJob = z.object({ sweepId: Id, round: Round });
export type SweepJob = z.infer<typeof SweepJob>;
