import type { Database } from "@rookery/database";
import { sql } from "drizzle-orm";
import { stopSweeps } from "./stop-sweep.ts";

/**
 * Stops a sweep when more of its runs have failed than its spec allows, and says
 * whether it did. To be called after a failure was recorded; it reads no more
 * index entries than failures are allowed.
 */
export async function stopFailingSweep({ orm }: Database, sweepId: string): Promise<boolean> {
  const hasFailedTooOften = sql`
    id = ${sweepId} and (spec ->> 'maxFailures') is not null and exists (
      select 1 from rookery.runs
       where sweep_id = ${sweepId} and state in ('failed', 'timed-out', 'lost')
      offset (spec ->> 'maxFailures')::int limit 1)`;
  const stopped = await orm.transaction((tx) =>
    stopSweeps(tx, { which: hasFailedTooOften, reason: "too-many-failures" }),
  );
  return stopped.length > 0;
}
