import { setTimeout as delay } from "node:timers/promises";
import { findUnqueuedSweeps, getSweepRow, listPendingRuns, markEnqueued } from "@rookery/tracking";
import type { OrchestratorDeps } from "./create-orchestrator.ts";

/** How often the database is compared with the queue. */
const intervalMs = 5_000;
/** A younger sweep may still be on its way from the database to the queue. */
const graceMs = 15_000;

export interface Reconciler {
  close(): Promise<void>;
}

/**
 * Brings to the queue what the database says should be there: sweeps that were
 * written by a process that died, or could not reach the queue, before it
 * enqueued them. Any number of reconcilers may run: job ids are derived, so
 * adding a flow twice adds it once.
 */
export function startReconciler(deps: OrchestratorDeps): Reconciler {
  const { database, queues, logger } = deps;
  const stop = new AbortController();

  async function enqueue(sweepId: string): Promise<void> {
    const sweep = await getSweepRow(database, sweepId);
    const runs = await listPendingRuns(database, sweepId);
    await queues.launchSweep({
      sweepId,
      name: sweep.name,
      runs,
      attempts: sweep.spec.runAttempts,
    });
    await markEnqueued(database, sweepId);
    logger.info({ sweepId, runs: runs.length }, "enqueued a sweep that had not reached the queue");
  }

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        const sweepIds = await findUnqueuedSweeps(database, { olderThanMs: graceMs });
        for (const sweepId of sweepIds) await enqueue(sweepId);
      } catch (error) {
        logger.warn({ err: error }, "reconciling failed; trying again");
      }
      await delay(intervalMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  const running = loop();
  return {
    close: async () => {
      stop.abort();
      await running;
    },
  };
}
