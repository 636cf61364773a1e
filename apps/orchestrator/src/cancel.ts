import { cancelSweep, getSweepRow } from "@rookery/tracking";
import type { OrchestratorDeps } from "./create-orchestrator.ts";

/**
 * Cancels in the database, which is what counts, then clears the queue so that
 * workers need not open every job to find that nobody wants it.
 */
export async function cancel(
  { database, queues, logger }: OrchestratorDeps,
  sweepId: string,
): Promise<void> {
  await cancelSweep(database, sweepId);
  try {
    const { name } = await getSweepRow(database, sweepId);
    await queues.cancelSweep({ sweepId, name });
  } catch (error) {
    logger.warn({ err: error, sweepId }, "a cancelled sweep's jobs stay queued; workers skip them");
  }
}
