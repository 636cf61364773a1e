import type { JobsOptions } from "bullmq";
import { tunables } from "./tunables.ts";

/**
 * Every queue and every kind of job.
 *
 * | queue  | job                    | id                           | done by   |
 * |--------|------------------------|------------------------------|-----------|
 * | runs   | `penguins #12`         | `run-<run id>-<round>`       | worker    |
 * | sweeps | `penguins #101-200`    | `group-<sweep id>-<round>-1` | finalizer |
 * | sweeps | `penguins: finalize`   | `sweep-<sweep id>-<round>`   | finalizer |
 *
 * A run job is the child of its group job and a group job the child of the
 * finalizing job. Ids are derived, so adding a job that exists is ignored; that
 * protects only while the job exists. Beyond, the claim in PostgreSQL does: a
 * job for a run that has ended finds nothing to claim. A sweep that is handed to
 * the queue again (resumed, retried, lost) begins a new round: its jobs have ids
 * of their own, and those of earlier rounds find nothing to do.
 */
export const queueNames = { runs: "runs", sweeps: "sweeps" } as const;

/** Which round of a sweep something belongs to. */
export interface SweepRound {
  sweepId: string;
  round: number;
}

export const runJobId = (runId: string, round: number) => `run-${runId}-${round}`;
export const sweepJobId = ({ sweepId, round }: SweepRound) => `sweep-${sweepId}-${round}`;
const groupJobId = ({ sweepId, round }: SweepRound, group: number) =>
  `group-${sweepId}-${round}-${group}`;

/** Group jobs only gather: the consumer completes them without asking anybody. */
export const isGroupJobId = (jobId: string | undefined) => jobId?.startsWith("group-") ?? false;

/** How often a run job is tried, and the wait before its second try (default: see tunables). */
export interface Retrying {
  attempts: number;
  backoffMs?: number;
}

const exponential = (delayMs: number) => ({
  type: "exponential",
  delay: delayMs,
  jitter: tunables.backoffJitter,
});

// No job says how long it is kept once finished: `trimFinished` sees to that, because BullMQ's
// PostgreSQL backend reads the whole job table at every completion to apply a job's own retention.

/** A run that fails for good still counts as finished for its sweep. */
export function runJobOptions(
  runId: string,
  { round, attempts, backoffMs }: Retrying & { round: number },
) {
  return {
    jobId: runJobId(runId, round),
    attempts,
    backoff: exponential(backoffMs ?? tunables.backoffMs),
    keepLogs: tunables.logLinesPerJob,
    ignoreDependencyOnFailure: true,
  } satisfies JobsOptions;
}

export function groupJobOptions(sweep: SweepRound, group: number) {
  return {
    jobId: groupJobId(sweep, group),
    ignoreDependencyOnFailure: true,
  } satisfies JobsOptions;
}

export function sweepJobOptions(sweep: SweepRound) {
  return {
    jobId: sweepJobId(sweep),
    attempts: tunables.sweepAttempts,
    backoff: exponential(tunables.backoffMs),
    keepLogs: tunables.logLinesPerJob,
  } satisfies JobsOptions;
}
