import { randomUUID } from "node:crypto";
import { hostname, totalmem } from "node:os";
import { type Consumer, createRunConsumer } from "@rookery/queue";
import { repeat } from "@rookery/runtime";
import { announceWorker, releaseForgottenRuns, retireWorker } from "@rookery/tracking";
import type { Workplace } from "@rookery/workplace";
import { createArrivals } from "./arrivals.ts";
import { createRunProcessor } from "./create-run-processor.ts";
import { createHeldRuns } from "./held-runs.ts";
import { createSelfExclusion } from "./self-exclusion.ts";
import { createSweepCache } from "./sweep-cache.ts";
import { createSweepHistories } from "./sweep-histories.ts";
import { createTrackRecord } from "./track-record.ts";

/** How often a worker says that it is alive. */
const heartbeatMs = 5_000;
/** A claim's answer takes less time than this, or it was lost. */
const claimMs = 10_000;

export interface WorkerDeps extends Workplace {
  /** Training threads. */
  threads: number;
}

export interface Worker {
  /**
   * Takes no more jobs, lets those it has finish for `graceMs`, hands the rest
   * back, and says goodbye.
   */
  close(options?: { graceMs?: number }): Promise<void>;
}

/**
 * Takes run jobs and trains them. It holds twice as many jobs as it has
 * threads, so that claiming, uploading and recording one run overlaps with the
 * training of another.
 */
export async function startWorker(deps: WorkerDeps): Promise<Worker> {
  const { database, backend, logger, threads } = deps;
  const workerId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const identity = {
    id: workerId,
    hostname: hostname(),
    pid: process.pid,
    concurrency: threads,
    memoryMb: readMemoryLimitMb(),
  };
  await announceWorker(database, identity);
  const heldRuns = createHeldRuns({ database, logger });
  const record = createTrackRecord();
  const selfExclusion = createSelfExclusion({
    database,
    logger,
    workerId,
    record,
    stopTaking: () => consumer.pause(),
  });
  const consumer: Consumer = await createRunConsumer({
    backend,
    logger,
    concurrency: threads * 2,
    process: createRunProcessor({
      ...deps,
      workerId,
      heldRuns,
      selfExclusion,
      sweeps: createSweepCache(database),
      arrivals: createArrivals(),
      histories: createSweepHistories(database),
    }),
  });
  const heartbeat = repeat({
    name: "heartbeat",
    intervalMs: heartbeatMs,
    firstAfterMs: heartbeatMs,
    turn: tellAlive,
    failure: "heartbeat failed",
    logger,
  });
  logger.info({ workerId, threads }, "worker ready");

  async function tellAlive(): Promise<void> {
    await announceWorker(database, identity, record.recent());
    const held = heldRuns.list();
    const runs = await releaseForgottenRuns(database, { workerId, held, olderThanMs: claimMs });
    if (runs > 0) logger.warn({ runs }, "handed back runs whose end could not be recorded");
  }

  return {
    // Not in the order of opening: until the last run is handed back, it must be held and the worker be heard of.
    close: async (options) => {
      await consumer.close(options);
      await heldRuns.close();
      await heartbeat.close();
      await retireWorker(database, workerId);
    },
  };
}

/** The memory this process may take: its container's limit, else the machine's memory. */
function readMemoryLimitMb(): number {
  // 0 where nothing is known of a limit, and beyond any memory where there is none.
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return Math.floor(Math.min(limit, totalmem()) / 2 ** 20);
}
