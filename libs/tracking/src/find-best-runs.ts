import type { RunSummary } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { eq, sql } from "drizzle-orm";
import { runSummaryColumns, summariseRuns } from "./run-summary.ts";

const { runs } = schema;

const firstOf = (direction: "maximize" | "minimize") => sql`
  (select id from rookery.runs
    where sweep_id = sweep.id and state = 'succeeded' and objective_value <> 'NaN'
      and sweep.spec #>> '{objective,direction}' = ${direction}
    order by objective_value ${sql.raw(direction === "maximize" ? "desc" : "asc")}, number
    limit 1)`;

/** One look at an end of the index `runs_best` per sweep, however many runs it has. */
const bestOfEachSweep = sql`rookery.sweeps sweep
  cross join lateral (${firstOf("maximize")} union all ${firstOf("minimize")}) best`;

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
    .select(runSummaryColumns)
    .from(bestOfEachSweep)
    .innerJoin(runs, eq(runs.id, sql`best.id`))
    .where(sql`sweep.id = any(${sql.param(sweepIds)}::text[])`);
  const summaries = await summariseRuns(executor, rows);
  return new Map(summaries.map((run) => [run.sweepId ?? "", run]));
}
