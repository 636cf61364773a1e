import { z } from "zod";
import { failedStates } from "../runs/run-states.ts";
import { RunNumber } from "../runs/runs.ts";
import { Id } from "../values/names.ts";

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
