import { type Database, schema } from "@rookery/database";
import { eq, sql } from "drizzle-orm";

/** Notes that the queue holds the sweep's whole flow. */
export async function markEnqueued({ orm }: Database, sweepId: string): Promise<void> {
  await orm
    .update(schema.sweeps)
    .set({ enqueuedAt: sql`now()` })
    .where(eq(schema.sweeps.id, sweepId));
}
