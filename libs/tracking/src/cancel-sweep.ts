import { AppError } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, eq, sql } from "drizzle-orm";
import { cancelQueuedRuns } from "./cancel-queued-runs.ts";
import { getSweepRow } from "./get-sweep-row.ts";

/**
 * Asks a running sweep to stop: queued runs end as cancelled at once, running
 * ones when their workers notice. Cancelling a sweep that is already being
 * cancelled or was cancelled changes nothing; one that ended otherwise is a
 * conflict.
 */
export async function cancelSweep(database: Database, sweepId: string): Promise<void> {
  const cancelled = await database.orm.transaction(async (tx) => {
    const [sweep] = await tx
      .update(schema.sweeps)
      .set({ state: "cancelling", cancelRequestedAt: sql`now()` })
      .where(and(eq(schema.sweeps.id, sweepId), eq(schema.sweeps.state, "running")))
      .returning({ id: schema.sweeps.id });
    if (!sweep) return false;
    await cancelQueuedRuns(tx, sweepId);
    return true;
  });
  if (cancelled) return;
  const { state } = await getSweepRow(database, sweepId);
  if (state === "cancelling" || state === "cancelled") return;
  throw new AppError("conflict", `Sweep ${sweepId} cannot be cancelled: it is ${state}.`);
}
