import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";
import { isGone, silentWorkerMs } from "../workers/is-gone.ts";

const error = JSON.stringify({
  code: "run-lost",
  message: "The worker went away while it held the run.",
});

/**
 * Takes running runs away from workers that are gone. A run with tries left is
 * queued again, the others end as lost. A worker that comes back is fenced off,
 * because it can only finish a run that is still running. Answers the sweep of
 * each such run.
 */
export async function recoverOrphanedRuns(
  { orm }: Database,
  { silentMs = silentWorkerMs }: { silentMs?: number } = {},
): Promise<string[]> {
  const statement = sql`
with orphaned as (
  select run.id, run.attempt, run.tries + 1 >= (sweep.spec ->> 'runAttempts')::int as was_last
    from rookery.attempts attempt
    join rookery.runs run on run.id = attempt.run_id and run.attempt = attempt.number
    join rookery.sweeps sweep on sweep.id = run.sweep_id
    left join rookery.workers worker on worker.id = attempt.worker_id
   where attempt.state = 'running' and run.state = 'running'
     and ${isGone(silentMs)}
), closed as (
  update rookery.attempts attempt
     set state = 'lost', ended_at = now(), error = ${error}
    from orphaned
   where attempt.run_id = orphaned.id and attempt.state = 'running'
)
update rookery.runs run
   set state = case when was_last then 'lost' else 'queued' end,
       error = case when was_last then ${error}::jsonb end,
       ended_at = case when was_last then now() end,
       tries = run.tries + 1
  from orphaned
 where run.id = orphaned.id and run.attempt = orphaned.attempt and run.state = 'running'
returning run.sweep_id as "sweepId"`;
  const rows = await queryRows<{ sweepId: string }>(orm, statement);
  return rows.map(({ sweepId }) => sweepId);
}
