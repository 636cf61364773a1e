import { type Database, schema } from "@rookery/database";
import { and, inArray, isNull, lt, sql } from "drizzle-orm";

/**
 * Sweeps that were written but whose flow never reached the queue, because the
 * process died in between. Sweeps younger than `olderThanMs` may still be on
 * their way.
 */
export async function findUnqueuedSweeps(
  { orm }: Database,
  { olderThanMs }: { olderThanMs: number },
): Promise<string[]> {
  const rows = await orm
    .select({ id: schema.sweeps.id })
    .from(schema.sweeps)
    .where(
      and(
        isNull(schema.sweeps.enqueuedAt),
        inArray(schema.sweeps.state, ["running", "cancelling"]),
        lt(schema.sweeps.createdAt, sql`now() - ${olderThanMs} * interval '1 millisecond'`),
      ),
    );
  return rows.map((row) => row.id);
}
