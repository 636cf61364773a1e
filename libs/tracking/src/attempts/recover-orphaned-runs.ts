import type { Database } from "@rookery/database";
import { isGone, silentWorkerMs } from "../workers/announce-worker.ts";

const error = {
  code: "run-lost",
  message: "The worker went away while it held the run.",
};

const statement = `
with orphaned as (
  select run.id, run.attempt, run.tries + 1 >= (sweep.spec ->> 'runAttempts')::int as was_last
    from rookery.attempts attempt
    join rookery.runs run on run.id = attempt.run_id and run.attempt = attempt.number
    join rookery.sweeps sweep on sweep.id = run.sweep_id
    left join rookery.workers worker on worker.id = attempt.worker_id
   where attempt.state = 'running' and run.state = 'running'
     and ${isGone("worker", "$1")}
), closed as (
  update rookery.attempts attempt
     set state = 'lost', ended_at = now(), error = $2
    from orphaned
   where attempt.run_id = orphaned.id and attempt.state = 'running'
)
update rookery.runs run
   set state = case when was_last then 'lost' else 'queued' end,
       error = case when was_last then $2::jsonb end,
       ended_at = case when was_last then now() end,
       tries = run.tries + 1
  from orphaned
 where run.id = orphaned.id and run.attempt = orphaned.attempt and run.state = 'running'
returning run.sweep_id as "sweepId"`;

/**
 * Takes running runs away from workers that are gone. A run with tries left is
 * queued again, the others end as lost. A worker that comes back is fenced off,
 * because it can only finish a run that is still running. Answers the sweep of
 * each such run.
 */
export async function recoverOrphanedRuns(
  { pool }: Database,
  { silentMs = silentWorkerMs }: { silentMs?: number } = {},
): Promise<string[]> {
  const { rows } = await pool.query<{ sweepId: string }>(statement, [
    silentMs,
    JSON.stringify(error),
  ]);
  return rows.map(({ sweepId }) => sweepId);
}
