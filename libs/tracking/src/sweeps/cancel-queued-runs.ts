import { type Executor, schema } from "@rookery/database";
import { and, eq, sql } from "drizzle-orm";

/** Ends the runs of a sweep that nobody has begun, or that were handed back. */
export async function cancelQueuedRuns(executor: Executor, sweepId: string): Promise<void> {
  await executor
    .update(schema.runs)
    .set({ state: "cancelled", endedAt: sql`now()` })
    .where(and(eq(schema.runs.sweepId, sweepId), eq(schema.runs.state, "queued")));
}
