import { type Database, schema } from "@rookery/database";
import { and, asc, eq } from "drizzle-orm";
import type { PlannedRun } from "./launch-sweep.ts";

const { runs } = schema;

/** The runs of a sweep that nobody has begun, or that were handed back, by number. */
export async function listQueuedRuns({ orm }: Database, sweepId: string): Promise<PlannedRun[]> {
  const rows = await orm
    .select({ runId: runs.id, number: runs.number, params: runs.params })
    .from(runs)
    .where(and(eq(runs.sweepId, sweepId), eq(runs.state, "queued")))
    .orderBy(asc(runs.number));
  return rows.map((row) => ({ ...row, number: row.number ?? 0 }));
}
