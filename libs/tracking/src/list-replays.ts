import type { RunSummary } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { desc, eq } from "drizzle-orm";
import { runSummaryColumns, summariseRuns } from "./run-summary.ts";

const { runs, sweeps } = schema;

/** The runs that train a run once more, newest first. */
export async function listReplays({ orm }: Database, runId: string): Promise<RunSummary[]> {
  const rows = await orm
    .select(runSummaryColumns)
    .from(runs)
    .innerJoin(sweeps, eq(sweeps.id, runs.sweepId))
    .where(eq(sweeps.replayOf, runId))
    .orderBy(desc(sweeps.id));
  return await summariseRuns(orm, rows);
}
