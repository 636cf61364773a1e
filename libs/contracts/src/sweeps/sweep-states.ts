import { z } from "zod";

/**
 * running ─► finalizing ─► succeeded   the best run was found
 *  ▲ │ │          └──────► failed      no run succeeded, or finalizing broke
 *  │ ▼ │
 *  paused                              nothing is trained until somebody resumes it
 *    │ ▼
 *    └► stopping ─► cancelled          asked for; runs that had ended keep their results
 *             │ └─► failed             too many runs failed
 *             └───► finalizing         the deadline passed: the best so far is taken
 *
 * An ended sweep runs again when some of its runs are retried.
 */
export const sweepStates = [
  "running",
  "paused",
  "finalizing",
  "stopping",
  "succeeded",
  "failed",
  "cancelled",
] as const;
export const SweepState = z.enum(sweepStates);
export type SweepState = z.infer<typeof SweepState>;

export const terminalSweepStates = ["succeeded", "failed", "cancelled"] as const;

export function isTerminalSweepState(state: SweepState): boolean {
  return (terminalSweepStates as readonly string[]).includes(state);
}

/** Why a sweep ended, or is ending, before every run had its turn. */
export const stopReasons = ["cancelled", "too-many-failures", "deadline"] as const;
export const StopReason = z.enum(stopReasons);
export type StopReason = z.infer<typeof StopReason>;
