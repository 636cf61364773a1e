import { z } from "zod";
import { AttemptState, RunAttempt } from "../runs/runs.ts";
import { Flag } from "../values/flag.ts";
import { Id } from "../values/names.ts";
import { PageQuery } from "../values/paging.ts";

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
