import { type Loop, repeat } from "@rookery/runtime";
import {
  listOpenSweeps,
  recoverOrphanedRuns,
  stopFailingSweep,
  stopOverdueSweeps,
} from "@rookery/tracking";
import type { OrchestratorDeps, ReconcilerTimings } from "../deps.ts";
import { alignQueue } from "./align-queue.ts";

const defaultTimings: ReconcilerTimings = { intervalMs: 5_000, graceMs: 15_000 };

/** A queue that never answers must not keep the server from closing; what is cut off is made up later. */
const closeGraceMs = 2_000;

/**
 * Brings the database and the queue in line:
 *
 * - sweeps past their deadline are stopped;
 * - runs of dead workers are taken away from them;
 * - every open sweep's jobs are compared with it: see `alignQueue`.
 *
 * Any number of reconcilers may run: only one of them begins the next round.
 */
export function startReconciler(
  deps: OrchestratorDeps,
  timings: ReconcilerTimings = deps.reconciling ?? defaultTimings,
): Loop {
  const { database, queues, logger } = deps;

  async function reconcileAll(signal: AbortSignal): Promise<void> {
    for (const sweepId of await stopOverdueSweeps(database)) {
      logger.info({ sweepId }, "the sweep's deadline has passed; it stops");
    }
    const bereft = await recoverOrphanedRuns(database);
    for (const sweepId of new Set(bereft)) await stopFailingSweep(database, sweepId);
    for (const sweep of await listOpenSweeps(database, { olderThanMs: timings.graceMs })) {
      if (signal.aborted) return;
      // One sweep that cannot be helped must not keep the others waiting.
      await alignQueue(deps, sweep).catch((error) => {
        if (signal.aborted) return;
        logger.warn({ err: error, sweepId: sweep.sweepId }, "a sweep cannot be reconciled");
      });
    }
    await queues.trimFinished();
  }

  return repeat({
    name: "reconciler",
    intervalMs: timings.intervalMs,
    turn: reconcileAll,
    failure: "reconciling failed; trying again",
    logger,
    closeGraceMs,
  });
}
