import type { ArtifactStore } from "@rookery/artifacts";
import type { Database } from "@rookery/database";
import { createSweepConsumer, type QueueBackendConfig } from "@rookery/queue";
import type { Logger } from "@rookery/runtime";
import type { TableCache, TrainingPool } from "@rookery/training";
import { createSweepProcessor } from "./finalize-sweep.ts";

/** Sweeps finalized at the same time; their refits share the pool's threads. */
const concurrency = 8;

export interface FinalizerDeps {
  database: Database;
  artifacts: ArtifactStore;
  backend: QueueBackendConfig;
  pool: TrainingPool;
  tables: TableCache;
  logger: Logger;
}

export interface Finalizer {
  close(): Promise<void>;
}

/** Takes each sweep's last job. */
export async function startFinalizer(deps: FinalizerDeps): Promise<Finalizer> {
  const { backend, logger } = deps;
  const consumer = await createSweepConsumer({
    backend,
    logger,
    concurrency,
    process: createSweepProcessor(deps),
  });
  logger.info("finalizer ready");
  return { close: () => consumer.close() };
}
