import type { JobsOptions } from "bullmq";
import { tunables } from "./tunables.ts";

/**
 * Every queue and every kind of job.
 *
 * | queue  | job                    | id                        | done by   |
 * |--------|------------------------|---------------------------|-----------|
 * | runs   | `penguins #12`         | `run-<run id>`            | worker    |
 * | sweeps | `penguins #101-200`    | `group-<sweep id>-1`      | finalizer |
 * | sweeps | `penguins: finalize`   | `sweep-<sweep id>`        | finalizer |
 *
 * A run job is the child of its group job and a group job the child of the
 * finalizing job. Ids are derived, so adding a job that exists is ignored; that
 * protects only while the job exists. Beyond, the claim in PostgreSQL does: a
 * job for a run that has ended finds nothing to claim.
 */
export const queueNames = { runs: "runs", sweeps: "sweeps" } as const;

export const runJobId = (runId: string) => `run-${runId}`;
export const sweepJobId = (sweepId: string) => `sweep-${sweepId}`;
const groupJobId = (sweepId: string, group: number) => `group-${sweepId}-${group}`;

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
export function runJobOptions(runId: string, { attempts, backoffMs }: Retrying) {
  return {
    jobId: runJobId(runId),
    attempts,
    backoff: exponential(backoffMs ?? tunables.backoffMs),
    keepLogs: tunables.logLinesPerJob,
    ignoreDependencyOnFailure: true,
  } satisfies JobsOptions;
}

export function groupJobOptions(sweepId: string, group: number) {
  return {
    jobId: groupJobId(sweepId, group),
    ignoreDependencyOnFailure: true,
  } satisfies JobsOptions;
}

export function sweepJobOptions(sweepId: string) {
  return {
    jobId: sweepJobId(sweepId),
    attempts: tunables.sweepAttempts,
    backoff: exponential(tunables.backoffMs),
    keepLogs: tunables.logLinesPerJob,
  } satisfies JobsOptions;
}
