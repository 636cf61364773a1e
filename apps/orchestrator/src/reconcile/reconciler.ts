import { setTimeout as delay } from "node:timers/promises";
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

export interface Reconciler {
  close(): Promise<void>;
}

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
): Reconciler {
  const { database, queues, logger } = deps;
  const stop = new AbortController();

  async function reconcileAll(): Promise<void> {
    for (const sweepId of await stopOverdueSweeps(database)) {
      logger.info({ sweepId }, "the sweep's deadline has passed; it stops");
    }
    const bereft = await recoverOrphanedRuns(database);
    for (const sweepId of new Set(bereft)) await stopFailingSweep(database, sweepId);
    for (const sweep of await listOpenSweeps(database, { olderThanMs: timings.graceMs })) {
      if (stop.signal.aborted) return;
      // One sweep that cannot be helped must not keep the others waiting.
      await alignQueue(deps, sweep).catch((error) => {
        if (stop.signal.aborted) return;
        logger.warn({ err: error, sweepId: sweep.sweepId }, "a sweep cannot be reconciled");
      });
    }
    await queues.trimFinished();
  }

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      await reconcileAll().catch((error) => {
        logger.warn({ err: error }, "reconciling failed; trying again");
      });
      await delay(timings.intervalMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  const running = loop();
  return {
    close: async () => {
      stop.abort();
      const ended = new AbortController();
      const grace = delay(closeGraceMs, undefined, { signal: ended.signal }).catch(() => {});
      await Promise.race([running, grace]);
      ended.abort();
    },
  };
}
