import { type Database, schema } from "@rookery/database";
import { and, asc, eq } from "drizzle-orm";
import type { PlannedRun } from "./launch-sweep.ts";

const { runs } = schema;

/** The runs of a sweep that nobody has begun, or that were handed back, by number; at most `limit`. */
export async function listQueuedRuns(
  { orm }: Database,
  sweepId: string,
  { limit }: { limit?: number } = {},
): Promise<PlannedRun[]> {
  const query = orm
    .select({ runId: runs.id, number: runs.number, params: runs.params })
    .from(runs)
    .where(and(eq(runs.sweepId, sweepId), eq(runs.state, "queued")))
    .orderBy(asc(runs.number));
  const rows = await (limit === undefined ? query : query.limit(limit));
  return rows.map((row) => ({ ...row, number: row.number ?? 0 }));
}
