import type { StopReason, SweepState } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { cancelQueuedRuns } from "./cancel-queued-runs.ts";

const { sweeps } = schema;
const stoppable: SweepState[] = ["running", "paused"];

/**
 * Stops those of the sweeps that run or are paused: queued runs end as
 * cancelled at once, running ones when their workers notice. Answers the ids of
 * the stopped. Must run in a transaction.
 */
export async function stopSweeps(
  executor: Executor,
  { which, reason }: { which: SQL; reason: StopReason },
): Promise<string[]> {
  const stopped = await executor
    .update(sweeps)
    .set({ state: "stopping", stopReason: reason, stopRequestedAt: sql`now()` })
    .where(and(inArray(sweeps.state, stoppable), which))
    .returning({ sweepId: sweeps.id });
  for (const { sweepId } of stopped) await cancelQueuedRuns(executor, sweepId);
  return stopped.map(({ sweepId }) => sweepId);
}

export const bySweepId = (sweepId: string): SQL => eq(sweeps.id, sweepId);
