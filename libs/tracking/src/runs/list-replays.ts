import type { RunSummary } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { desc, eq } from "drizzle-orm";
import { runSummaryColumns, summariseRuns } from "./run-summary.ts";

const { runs, sweeps } = schema;

/** Each is compared with its original by whoever looks at that. */
const mostReplays = 20;

/** The runs that train a run once more: the newest 20, newest first. */
export async function listReplays({ orm }: Database, runId: string): Promise<RunSummary[]> {
  const rows = await orm
    .select(runSummaryColumns)
    .from(runs)
    .innerJoin(sweeps, eq(sweeps.id, runs.sweepId))
    .where(eq(sweeps.replayOf, runId))
    .orderBy(desc(sweeps.id))
    .limit(mostReplays);
  return await summariseRuns(orm, rows);
}
