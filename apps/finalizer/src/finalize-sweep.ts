import { AppError, type RunError } from "@rookery/contracts";
import type { JobContext, JobOutcome } from "@rookery/queue";
import {
  beginFinalize,
  findBestRuns,
  finishSweep,
  getSweepRow,
  listPendingRuns,
  recoverOrphanedRuns,
  type SweepRow,
} from "@rookery/tracking";
import type { FinalizerDeps } from "./create-finalizer.ts";
import { promoteBest } from "./promote-best.ts";

/** A worker that said nothing for this long is dead: six of its heartbeats. */
const silentWorkerMs = 30_000;
/** How soon to look again at a sweep whose runs have not all ended. */
const postponeMs = 500;
/** How soon to try again after the artifact store could not be reached. */
const outageMs = 5_000;

/**
 * Ends a sweep: picks the best run, has it refitted, registers and promotes it.
 * The queue delivers this job when it believes all runs to be done; PostgreSQL
 * decides. Runs that are still open are seen to and the job comes back later;
 * so it does while the artifact store is away, for as long as that takes. What
 * cannot pass, or does not within the job's tries, fails the sweep.
 */
export function createSweepProcessor(deps: FinalizerDeps) {
  const { database, logger } = deps;

  return async function finalizeSweep(
    { sweepId }: { sweepId: string },
    job: JobContext,
  ): Promise<JobOutcome> {
    const start = await beginFinalize(database, sweepId);
    switch (start.kind) {
      case "done":
        return;
      case "cancelled":
        logger.info({ sweepId }, "sweep cancelled");
        return;
      case "waiting":
        await reviveRuns(deps, sweepId);
        return { postponeMs };
      case "ready":
        return await finish(deps, await getSweepRow(database, sweepId), job);
    }
  };
}

/**
 * Takes runs from dead workers and makes sure that every open run has a job. A
 * running run without one was left behind by a worker that could not record its
 * end; the job lets another attempt take it over.
 */
async function reviveRuns({ database, queues }: FinalizerDeps, sweepId: string): Promise<void> {
  const { name, spec } = await getSweepRow(database, sweepId);
  await recoverOrphanedRuns(database, {
    sweepId,
    silentMs: silentWorkerMs,
    runAttempts: spec.runAttempts,
  });
  const runs = await listPendingRuns(database, sweepId);
  if (runs.length > 0) {
    await queues.ensureRuns({ sweepId, name, runs, attempts: spec.runAttempts });
  }
}

async function finish(deps: FinalizerDeps, sweep: SweepRow, job: JobContext): Promise<JobOutcome> {
  const { database, logger } = deps;
  const best = (await findBestRuns(database.orm, [sweep.id])).get(sweep.id);
  if (!best) {
    const error = {
      code: "sweep-failed",
      message: `No run succeeded with a usable ${sweep.spec.objective.metric}.`,
    };
    await finishSweep(database.orm, { sweepId: sweep.id, state: "failed", error });
    logger.info({ sweepId: sweep.id }, "sweep failed: no run to choose from");
    return;
  }
  try {
    const { recorded } = await promoteBest(deps, { sweep, best, signal: job.signal });
    return recorded ? undefined : { postponeMs };
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") {
      logger.warn({ err: error, sweepId: sweep.id }, "cannot finalize yet");
      return { postponeMs: outageMs };
    }
    const mayPass = !(error instanceof AppError) || error.retryable;
    if (job.signal.aborted || (mayPass && !job.isLastAttempt)) throw error;
    await finishSweep(database.orm, {
      sweepId: sweep.id,
      state: "failed",
      bestRunId: best.id,
      error: describeError(error),
    });
    logger.error({ err: error, sweepId: sweep.id }, "finalizing failed");
  }
}

function describeError(error: unknown): RunError {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  return { code: "internal", message: "Finalizing failed; the finalizer's log says why." };
}
