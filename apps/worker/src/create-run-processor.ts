import type { AppError, RunJob } from "@rookery/contracts";
import type { JobContext, JobOutcome } from "@rookery/queue";
import { claimRun, endCancelledRun } from "@rookery/tracking";
import type { Arrival, Arrivals } from "./arrivals.ts";
import type { HeldRuns } from "./held-runs.ts";
import { isOutage, type RecordDeps, recordFailure, recordResult } from "./record-run.ts";
import { createRunLog } from "./run-log.ts";
import { type TrainDeps, trainRun } from "./train-run.ts";

/** How soon to look again after a part was away, and up to twice that. */
const outageMs = 2_000;

type RunDelivery = Omit<RunJob, "params">;

export interface RunProcessorDeps extends TrainDeps, RecordDeps {
  heldRuns: HeldRuns;
  arrivals: Arrivals;
}

/**
 * One job: claim the run, draw its parameters if it has none, train on a
 * thread, upload the files, record the result. However it ends, exactly one of
 * these happens:
 *
 * - nothing to claim: somebody else saw to the run, or it ends with its sweep;
 * - the run ends in a terminal state, recorded under this attempt;
 * - this attempt failed on something that may pass: the run goes back to
 *   `queued` and the error goes to the queue, which tries again;
 * - PostgreSQL or the artifact store is away: the run goes back and the job is
 *   postponed, for as long as that takes, without using up a try;
 * - the worker stops, or the sweep was paused: the run goes back;
 * - a newer attempt took over: whatever this one produced changes nothing.
 *
 * A run that could not be given back, because PostgreSQL is away, is taken up
 * again by the postponed job or given back by `releaseForgottenRuns`.
 */
export function createRunProcessor(deps: RunProcessorDeps) {
  const { artifacts, arrivals, logger } = deps;
  let storeWasAway = false;

  /** Whoever found the store away looks before it trains for nothing again. */
  async function awaitStore(): Promise<void> {
    if (!storeWasAway) return;
    await artifacts.ping();
    storeWasAway = false;
  }

  return async function processRun(run: RunDelivery, job: JobContext): Promise<JobOutcome> {
    const arrival = arrivals.enter(run);
    try {
      await awaitStore();
      await attemptRun(deps, run, { job, arrival });
    } catch (error) {
      if (job.signal.aborted || !isOutage(error)) throw error;
      storeWasAway = true;
      logger.warn(
        { err: error, runId: run.runId },
        "a part is away; the run will be taken up again",
      );
      return { postponeMs: outageMs * (1 + Math.random()) };
    } finally {
      arrival.leave();
    }
  };
}

async function attemptRun(
  deps: RunProcessorDeps,
  run: RunDelivery,
  { job, arrival }: { job: JobContext; arrival: Arrival },
) {
  const { database, workerId, heldRuns, logger } = deps;
  const startedAt = performance.now();
  const claim = await claimRun(database, { ...run, workerId });
  if (!claim) return await endCancelledRun(database, run.runId);
  const log = createRunLog(job.log);
  let failure: AppError | null = null;
  await heldRuns.hold(claim, async (unwanted) => {
    try {
      const facts = await deps.sweeps.get(claim.sweepId);
      const signal = AbortSignal.any([unwanted, job.signal]);
      const { round } = run;
      const result = await trainRun(deps, { claim, round, facts, log, job, arrival, signal });
      try {
        failure = await recordResult(deps, { claim, facts, result, log, startedAt });
      } finally {
        await result.output?.remove();
      }
    } catch (error) {
      await recordFailure(deps, { claim, error, job, log });
    } finally {
      await log.flush();
    }
  });
  logger.debug({ runId: claim.runId, attempt: claim.attempt }, "run done");
  // It is recorded; the queue is to show it as failed.
  if (failure) throw failure;
}
