import { launchSweep } from "@rookery/tracking";
import type { OrchestratorDeps } from "./deps.ts";
import type { PlannedSweep } from "./plan-sweep.ts";

/**
 * Writes the sweep, then hands it to the queue. Once it is written it will run:
 * when the queue cannot be reached now, the reconciler enqueues it later.
 */
export async function launch(
  { database, queues, logger }: OrchestratorDeps,
  plan: PlannedSweep,
): Promise<string> {
  const { sweepId, round, runs } = await launchSweep(database, plan);
  try {
    await queues.launchSweep({
      sweepId,
      round,
      name: plan.spec.name,
      runs,
      attempts: plan.spec.runAttempts,
    });
  } catch (error) {
    logger.warn({ err: error, sweepId }, "the sweep is written but not enqueued yet");
  }
  return sweepId;
}
