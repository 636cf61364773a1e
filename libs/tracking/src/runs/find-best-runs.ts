import type { RunSummary } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { eq, sql } from "drizzle-orm";
import { runSummaryColumns, summariseRuns } from "./run-summary.ts";

const { runs } = schema;

/** What the index `runs_best` holds, without the infinities that earlier releases took for scores. */
const candidates = sql`rookery.runs
    where sweep_id = sweep.id and state = 'succeeded' and objective_value <> 'NaN'
      and objective_value not in ('Infinity', '-Infinity')`;

/** Two looks into the index per sweep, however many runs it has and however many share the best value. */
const bestOfEachSweep = sql`rookery.sweeps sweep
  cross join lateral (
    select id from ${candidates} and objective_value =
           case sweep.spec #>> '{objective,direction}'
             when 'maximize' then (select max(objective_value) from ${candidates})
             else (select min(objective_value) from ${candidates}) end
     order by number limit 1) best`;

/**
 * The best succeeded run of each sweep by its objective; the lowest number wins
 * a tie, and what is no finite number never wins, as `bestOf` has it. Sweeps without a candidate are left out.
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
