import { beginRound } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";

/**
 * Begins a new round of an open sweep and hands its queued runs to the queue: what
 * the queue still holds of the round before does nothing any more. The answer is
 * `false` when somebody else began a round, or the sweep is not open.
 */
export async function startRound(
  { database, handover }: Pick<OrchestratorDeps, "database" | "handover">,
  { sweepId, after }: { sweepId: string; after: number },
): Promise<boolean> {
  if (!(await beginRound(database, { sweepId, after }))) return false;
  await handover.wake();
  return true;
}
