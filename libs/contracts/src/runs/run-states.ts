import { z } from "zod";

/**
 * queued ─► running ─► succeeded | pruned | failed | timed-out | cancelled | lost
 *   │          └─► queued       handed back, or another attempt is due
 *   └─► cancelled
 *
 * `pruned`: the sweep's pruner stopped it because others were better at the same
 * step. A run that ended without success is queued again when somebody retries it.
 */
export const runStates = [
  "queued",
  "running",
  "succeeded",
  "pruned",
  "failed",
  "timed-out",
  "cancelled",
  "lost",
] as const;
export const RunState = z.enum(runStates);
export type RunState = z.infer<typeof RunState>;

export const terminalRunStates = [
  "succeeded",
  "pruned",
  "failed",
  "timed-out",
  "cancelled",
  "lost",
] as const;
export type TerminalRunState = (typeof terminalRunStates)[number];

/** How runs end that went wrong, in whatever way: neither pruned nor cancelled. */
export const failedStates = ["failed", "timed-out", "lost"] as const satisfies TerminalRunState[];

/**
 * How an attempt can stand. `released`: it was handed back unfinished, because
 * the sweep was paused, the worker stopped or a part was away; that uses up no
 * try. Of those that ended, `failed` and `lost` use up one.
 */
export const attemptStates = ["running", ...terminalRunStates, "released"] as const;
export const AttemptState = z.enum(attemptStates);
export type AttemptState = z.infer<typeof AttemptState>;
