import type { RunSummary } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { runSummaryColumns, summariseRuns } from "./run-summary.ts";

const { runs, sweeps } = schema;

const signedObjective = sql`
  case when ${sweeps.spec} #>> '{objective,direction}' = 'minimize' then -${runs.objectiveValue}
       else ${runs.objectiveValue} end`;

/**
 * The best succeeded run of each sweep by its objective; the lowest number wins
 * a tie and NaN never wins. Sweeps without a candidate are left out.
 */
export async function findBestRuns(
  executor: Executor,
  sweepIds: string[],
): Promise<Map<string, RunSummary>> {
  if (sweepIds.length === 0) return new Map();
  const rows = await executor
    .selectDistinctOn([runs.sweepId], runSummaryColumns)
    .from(runs)
    .innerJoin(sweeps, eq(sweeps.id, runs.sweepId))
    .where(
      and(
        inArray(runs.sweepId, sweepIds),
        eq(runs.state, "succeeded"),
        sql`${runs.objectiveValue} <> 'NaN'`,
      ),
    )
    .orderBy(runs.sweepId, desc(signedObjective), asc(runs.number));
  const summaries = await summariseRuns(executor, rows);
  return new Map(summaries.map((run) => [run.sweepId ?? "", run]));
}
