import { createSweepConsumer } from "@rookery/queue";
import type { Workplace } from "@rookery/workplace";
import { createSweepProcessor } from "./create-sweep-processor.ts";

/** Sweeps finalized at the same time; their refits share the pool's threads. */
const concurrency = 8;

export interface Finalizer {
  close(): Promise<void>;
}

/** Takes each sweep's last job. */
export async function startFinalizer(deps: Workplace): Promise<Finalizer> {
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
