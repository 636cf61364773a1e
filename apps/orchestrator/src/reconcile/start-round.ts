import { beginRound } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";

/**
 * Hands the queued runs of an open sweep to the queue, under a new round: what
 * the queue still holds of the one before does nothing any more. The answer is
 * `false` when somebody else began a round, or the sweep is not open.
 */
export async function startRound(
  { database, queues }: Pick<OrchestratorDeps, "database" | "queues">,
  { sweepId, after }: { sweepId: string; after: number },
): Promise<boolean> {
  const round = await beginRound(database, { sweepId, after });
  if (!round) return false;
  await queues.launchSweep(round);
  return true;
}
