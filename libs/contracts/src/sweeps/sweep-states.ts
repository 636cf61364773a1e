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

/**
 * Every step that takes a sweep from one state to another: where it may begin and
 * where it may lead. Whoever takes a step asks here for the states it begins in.
 *
 * - `stop`: for one of the `stopReasons`.
 * - `finalize`: every run has ended and the best is looked for; taken once more
 *   when a finalizer died on the way.
 * - `giveUp`: every run of a stopped sweep has ended, and it is not to be finalized.
 * - `finish`: the best run is registered, or there is none.
 * - `retry`: some of its runs are queued again.
 */
export const sweepSteps = {
  pause: { from: ["running"], to: ["paused"] },
  resume: { from: ["paused"], to: ["running"] },
  stop: { from: ["running", "paused"], to: ["stopping"] },
  finalize: { from: ["running", "stopping", "finalizing"], to: ["finalizing"] },
  giveUp: { from: ["stopping"], to: ["cancelled", "failed"] },
  finish: { from: ["finalizing"], to: ["succeeded", "failed"] },
  retry: { from: terminalSweepStates, to: ["running"] },
} as const satisfies Record<string, { from: readonly SweepState[]; to: readonly SweepState[] }>;

export type SweepStep = keyof typeof sweepSteps;

/** Whether a sweep in this state may take this step. */
export function mayTakeStep(state: SweepState, step: SweepStep): boolean {
  const { from }: { from: readonly SweepState[] } = sweepSteps[step];
  return from.includes(state);
}
