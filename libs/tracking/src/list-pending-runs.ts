import { type Database, schema } from "@rookery/database";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { PlannedRun } from "./launch-sweep.ts";

/** The runs of a sweep that have not ended, by number: what its flow in the queue must hold. */
export async function listPendingRuns(
  { orm }: Database,
  sweepId: string,
  states: ("queued" | "running")[] = ["queued", "running"],
): Promise<PlannedRun[]> {
  return await orm
    .select({
      runId: schema.runs.id,
      number: schema.runs.number,
      params: schema.runs.params,
    })
    .from(schema.runs)
    .where(and(eq(schema.runs.sweepId, sweepId), inArray(schema.runs.state, states)))
    .orderBy(asc(schema.runs.number))
    .then((rows) => rows.map((row) => ({ ...row, number: row.number ?? 0 })));
}
