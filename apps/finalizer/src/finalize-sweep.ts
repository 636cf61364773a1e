import { AppError } from "@rookery/contracts";
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

/**
 * Ends a sweep: picks the best run, has it refitted, registers and promotes it.
 * The queue delivers this job when it believes all runs to be done; PostgreSQL
 * decides. Runs that are still open are seen to and the job comes back later.
 */
export function createSweepProcessor(deps: FinalizerDeps) {
  const { database, logger } = deps;

  return async function finalizeSweep({
    sweepId,
  }: {
    sweepId: string;
  }): Promise<undefined | { postponeMs: number }> {
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
        await finish(deps, await getSweepRow(database, sweepId));
    }
  };
}

/** Takes runs from dead workers and makes sure that every queued run has a job. */
async function reviveRuns({ database, queues }: FinalizerDeps, sweepId: string): Promise<void> {
  const { name, spec } = await getSweepRow(database, sweepId);
  await recoverOrphanedRuns(database, {
    sweepId,
    silentMs: silentWorkerMs,
    runAttempts: spec.runAttempts,
  });
  const runs = await listPendingRuns(database, sweepId, ["queued"]);
  if (runs.length > 0) {
    await queues.ensureRuns({ sweepId, name, runs, attempts: spec.runAttempts });
  }
}

async function finish(deps: FinalizerDeps, sweep: SweepRow): Promise<void> {
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
    await promoteBest(deps, { sweep, best });
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    await finishSweep(database.orm, {
      sweepId: sweep.id,
      state: "failed",
      bestRunId: best.id,
      error: { code: error.code, message: error.message },
    });
    logger.error({ err: error, sweepId: sweep.id }, "finalizing failed");
  }
}
