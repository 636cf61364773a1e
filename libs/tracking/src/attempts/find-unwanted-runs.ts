import type { StopReason } from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";

export interface HeldRun {
  runId: string;
  attempt: number;
}

export interface UnwantedRun extends HeldRun {
  /** `superseded`: the run has ended otherwise, or a newer attempt took over. */
  why: StopReason | "paused" | "superseded";
}

/**
 * Which of the attempts a worker is busy with nobody wants any more: the sweep
 * is paused or stopping, the run has ended otherwise, or a newer attempt took
 * over. That newer attempt may be one of the same worker, so attempts are
 * answered.
 */
export async function findUnwantedRuns({ orm }: Database, held: HeldRun[]): Promise<UnwantedRun[]> {
  if (held.length === 0) return [];
  const statement = sql`
select held.run_id as "runId", held.attempt,
       case when run.state <> 'running' or run.attempt <> held.attempt then 'superseded'
            when sweep.state = 'paused' then 'paused'
            else coalesce(sweep.stop_reason, 'superseded') end as why
  from unnest(${sql.param(held.map((run) => run.runId))}::text[],
              ${sql.param(held.map((run) => run.attempt))}::int[]) as held (run_id, attempt)
  join rookery.runs run on run.id = held.run_id
  join rookery.sweeps sweep on sweep.id = run.sweep_id
 where run.state <> 'running' or run.attempt <> held.attempt or sweep.state <> 'running'`;
  return await queryRows<UnwantedRun>(orm, statement, { name: "find-unwanted-runs" });
}
