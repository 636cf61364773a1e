import { AppError, type RunError, type SweepJob } from "@rookery/contracts";
import type { JobContext, JobOutcome } from "@rookery/queue";
import {
  beginFinalize,
  describeFailures,
  findBestRuns,
  finishSweep,
  getSweepRow,
  type SweepRow,
} from "@rookery/tracking";
import type { Workplace } from "@rookery/workplace";
import { promoteBest, type Winner } from "./promote-best.ts";
import { readFittedModel } from "./read-model-files.ts";

/** How soon to look again at a sweep whose runs have not all ended. */
const postponeMs = 500;
/** How soon to try again after the artifact store could not be reached. */
const outageMs = 5_000;

/**
 * Ends a sweep: picks the best run, has it refitted, registers and promotes it.
 * The queue delivers this job when it believes all runs to be done; PostgreSQL
 * decides. While workers hold runs the job comes back; so it does while
 * PostgreSQL or the artifact store is away, for as long as that takes. Runs that
 * wait although the queue has no job for them are left to the reconciler, which
 * begins a new round. What cannot pass, or does not within the job's tries,
 * fails the sweep.
 */
export function createSweepProcessor(deps: Workplace) {
  const { database, logger } = deps;

  async function finalize({ sweepId, round }: SweepJob, job: JobContext): Promise<JobOutcome> {
    const start = await beginFinalize(database, { sweepId, round });
    switch (start.kind) {
      case "done":
        return;
      case "stopped":
        logger.info({ sweepId, reason: start.reason }, "sweep stopped");
        return;
      case "waiting":
        return start.willEnd ? { postponeMs } : undefined;
      case "ready":
        return await finish(deps, await getSweepRow(database, sweepId), job);
    }
  }

  return async function finalizeSweep(sweep: SweepJob, job: JobContext): Promise<JobOutcome> {
    try {
      return await finalize(sweep, job);
    } catch (error) {
      if (job.signal.aborted || AppError.findIn(error)?.code !== "unavailable") throw error;
      logger.warn({ err: error, sweepId: sweep.sweepId }, "cannot finalize yet");
      return { postponeMs: outageMs };
    }
  };
}

async function finish(deps: Workplace, sweep: SweepRow, job: JobContext): Promise<JobOutcome> {
  const { database, logger } = deps;
  const best = (await findBestRuns(database.orm, [sweep.id])).get(sweep.id);
  const { id: sweepId, round } = sweep;
  if (!best) {
    const tooLate = sweep.stopReason === "deadline" ? " before the deadline" : "";
    const failures = await describeFailures(database.orm, sweepId);
    const error = {
      code: "sweep-failed",
      message: `No run succeeded with a usable ${sweep.spec.objective.metric}${tooLate}. ${failures}`,
    };
    await finishSweep(database.orm, { sweepId, round, state: "failed", error });
    logger.info({ sweepId: sweep.id }, "sweep failed: no run to choose from");
    return;
  }
  try {
    return await crown(deps, { sweep, best, signal: job.signal });
  } catch (error) {
    const known = AppError.findIn(error);
    const mayPass = known === undefined || known.retryable;
    if (known?.code === "unavailable" || job.signal.aborted || (mayPass && !job.isLastAttempt))
      throw error;
    await finishSweep(database.orm, {
      sweepId,
      round,
      state: "failed",
      bestRunId: best.id,
      error: describeError(error),
    });
    logger.error({ err: error, sweepId: sweep.id }, "finalizing failed");
  }
}

/** Registers the winner, unless there is nothing to register. */
async function crown(deps: Workplace, winner: Omit<Winner, "fitted">): Promise<JobOutcome> {
  const { sweep, best } = winner;
  const isReplay = sweep.replayOf !== null;
  const fitted = isReplay ? null : await readFittedModel(deps, winner);
  if (fitted !== null) {
    const { recorded } = await promoteBest(deps, { ...winner, fitted });
    return recorded ? undefined : { postponeMs };
  }
  await finishSweep(deps.database.orm, {
    sweepId: sweep.id,
    round: sweep.round,
    state: "succeeded",
    bestRunId: best.id,
    note: isReplay
      ? "A replay registers no version."
      : `Run ${best.number} is the best and its files are kept, but its program wrote no model.json: there is nothing to serve, so no version was registered.`,
  });
}

function describeError(error: unknown): RunError {
  const known = AppError.findIn(error);
  if (known) return { code: known.code, message: known.message };
  return { code: "internal", message: "Finalizing failed; the finalizer's log says why." };
}
