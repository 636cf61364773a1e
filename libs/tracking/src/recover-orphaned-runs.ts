import type { Database } from "@rookery/database";

const error = {
  code: "run-lost",
  message: "The worker went away while it held the run.",
};

/**
 * Takes a sweep's running runs away from workers that have stopped or have not
 * been heard of for `silentMs`. A run with attempts left is queued again, the
 * others end as lost. A worker that comes back is fenced off, because it can
 * only finish a run that is still running. Answers how many runs were taken.
 */
export async function recoverOrphanedRuns(
  { pool }: Database,
  options: { sweepId: string; silentMs: number; runAttempts: number },
): Promise<number> {
  const { rowCount } = await pool.query(
    `
with orphaned as (
  select run.id, run.attempt
    from rookery.runs run
    join rookery.attempts attempt on attempt.run_id = run.id and attempt.number = run.attempt
    left join rookery.workers worker on worker.id = attempt.worker_id
   where run.sweep_id = $1 and run.state = 'running'
     and (worker.id is null or worker.stopped_at is not null
          or worker.heartbeat_at < now() - $2 * interval '1 millisecond')
), closed as (
  update rookery.attempts attempt
     set state = 'lost', ended_at = now(), error = $4
    from orphaned
   where attempt.run_id = orphaned.id and attempt.state = 'running'
)
update rookery.runs run
   set state = case when run.attempt >= $3 then 'lost' else 'queued' end,
       error = case when run.attempt >= $3 then $4::jsonb end,
       ended_at = case when run.attempt >= $3 then now() end
  from orphaned
 where run.id = orphaned.id and run.attempt = orphaned.attempt and run.state = 'running'`,
    [options.sweepId, options.silentMs, options.runAttempts, JSON.stringify(error)],
  );
  return rowCount ?? 0;
}
