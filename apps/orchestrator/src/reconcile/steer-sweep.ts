import type { RetryRequest } from "@rookery/contracts";
import {
  cancelSweep,
  getSweepRow,
  type OpenSweep,
  pauseSweep,
  resumeSweep,
  retryRuns,
} from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";
import { alignQueue } from "./align-queue.ts";
import { startRound } from "./start-round.ts";

// Each of these changes the database, which is what counts, and then the queue. When the queue
// cannot be reached, the reconciler brings it in line later.

/** Stops a sweep for good. */
export async function cancelOpenSweep(deps: OrchestratorDeps, sweepId: string): Promise<void> {
  await cancelSweep(deps.database, sweepId);
  await followUp(deps, sweepId, (sweep) => alignQueue(deps, sweep));
}

/** Lets nothing of a sweep be trained until it is resumed. */
export async function pauseOpenSweep(deps: OrchestratorDeps, sweepId: string): Promise<void> {
  await pauseSweep(deps.database, sweepId);
  await followUp(deps, sweepId, (sweep) => alignQueue(deps, sweep));
}

export async function resumePausedSweep(deps: OrchestratorDeps, sweepId: string): Promise<void> {
  if (!(await resumeSweep(deps.database, sweepId))) return;
  await followUp(deps, sweepId, ({ round }) => startRound(deps, { sweepId, after: round }));
}

/** Queues runs that ended without success once more. */
export async function retryEndedRuns(
  deps: OrchestratorDeps,
  sweepId: string,
  which: RetryRequest,
): Promise<void> {
  await retryRuns(deps.database, { sweepId, ...which });
  await followUp(deps, sweepId, async (sweep) => {
    await startRound(deps, { sweepId, after: sweep.round });
    await deps.queues.dropRuns(sweep);
  });
}

async function followUp(
  { database, logger }: OrchestratorDeps,
  sweepId: string,
  change: (sweep: OpenSweep) => Promise<unknown>,
): Promise<void> {
  try {
    const { id, ...sweep } = await getSweepRow(database, sweepId);
    await change({ sweepId: id, ...sweep });
  } catch (error) {
    logger.warn({ err: error, sweepId }, "the queue does not know yet what the sweep shall do");
  }
}
