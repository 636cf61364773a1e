import { z } from "zod";
import { Id, Timestamp } from "../values/names.ts";
import { Flag, PageQuery } from "../values/queries.ts";
import { AttemptState } from "./run-states.ts";

export const RunError = z.object({
  code: z.string(),
  message: z.string(),
  stack: z.string().optional(),
});
export type RunError = z.infer<typeof RunError>;

export const RunAttempt = z.object({
  number: z.number().int(),
  workerId: z.string(),
  state: AttemptState,
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  error: RunError.nullable(),
});
export type RunAttempt = z.infer<typeof RunAttempt>;

/** An attempt as the listing of a whole sweep shows it: without stack traces. */
export const SweepAttempt = RunAttempt.extend({
  runId: Id,
  runNumber: z.number().int(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type SweepAttempt = z.infer<typeof SweepAttempt>;

export const SweepAttemptsQuery = PageQuery.extend({
  state: AttemptState.optional().describe("Only attempts that stand like this"),
  failures: Flag.prefault("false").describe(
    "Only the last attempt of each run that failed, timed out or was lost",
  ),
});
export type SweepAttemptsQuery = z.infer<typeof SweepAttemptsQuery>;
