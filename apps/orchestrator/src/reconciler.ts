import { setTimeout as delay } from "node:timers/promises";
import { listOpenSweeps, listPendingRuns, type OpenSweep } from "@rookery/tracking";
import type { OrchestratorDeps } from "./create-orchestrator.ts";

export interface ReconcilerTimings {
  /** How often the database is compared with the queue. */
  intervalMs: number;
  /** A younger sweep may still be on its way from the database to the queue. */
  graceMs: number;
}

const defaultTimings: ReconcilerTimings = { intervalMs: 5_000, graceMs: 15_000 };

/** A queue that never answers must not keep the server from closing; what is cut off is made up later. */
const closeGraceMs = 2_000;

export interface Reconciler {
  close(): Promise<void>;
}

/**
 * Brings to the queue what the database says should be there, for every sweep
 * that has not ended:
 *
 * - the queue does not know it: the process that wrote it died before it was
 *   enqueued, or the queue was emptied. Its flow is added, with the runs that
 *   have not ended.
 * - its finalizing job is over although the sweep is not: the job is made due.
 *
 * Any number of reconcilers may run: job ids are derived, so adding twice adds
 * once.
 */
export function startReconciler(
  deps: OrchestratorDeps,
  timings: ReconcilerTimings = deps.reconciling ?? defaultTimings,
): Reconciler {
  const { database, queues, logger } = deps;
  const stop = new AbortController();

  async function reconcile(sweep: OpenSweep): Promise<void> {
    const { sweepId, name } = sweep;
    const state = await queues.inspectSweep(sweepId);
    if (state === "missing") {
      const runs = await listPendingRuns(database, sweepId);
      await queues.launchSweep({ sweepId, name, runs, attempts: sweep.runAttempts });
      logger.info({ sweepId, runs: runs.length }, "enqueued a sweep the queue did not know");
    }
    if (state === "finished") {
      await queues.ensureFinalize({ sweepId, name });
      logger.info({ sweepId }, "asked again for a sweep to be finalized");
    }
  }

  async function reconcileAll(): Promise<void> {
    for (const sweep of await listOpenSweeps(database, { olderThanMs: timings.graceMs })) {
      if (stop.signal.aborted) return;
      // One sweep that cannot be helped must not keep the others waiting.
      await reconcile(sweep).catch((error) => {
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
