import { z } from "zod";
import { Id } from "./names.ts";
import { Params } from "./space.ts";

/**
 * What the queue carries for one run. PostgreSQL holds the run itself; the
 * number and the parameters are here only for people who look at the queue.
 */
export const RunJob = z.object({
  sweepId: Id,
  runId: Id,
  number: z.int().min(1),
  params: Params,
});
export type RunJob = z.infer<typeof RunJob>;

/** What the queue carries for finalizing one sweep. */
export const SweepJob = z.object({ sweepId: Id });
export type SweepJob = z.infer<typeof SweepJob>;
