import type { Database } from "@rookery/database";

const error = {
  code: "run-lost",
  message: "The worker went away and the queue gave the run up.",
};

/**
 * Ends a sweep's running runs whose worker has not been heard of for
 * `silentMs`, and its queued runs when `includeQueued` says that the queue will
 * never deliver them. Their attempt number rises, so a worker that comes back
 * is fenced off. Answers how many runs were ended.
 */
export async function endOrphanedRuns(
  { pool }: Database,
  options: { sweepId: string; silentMs: number; includeQueued: boolean },
): Promise<number> {
  const { rowCount } = await pool.query(
    `
with orphaned as (
  select run.id, run.attempt
    from rookery.runs run
    left join rookery.attempts attempt
           on attempt.run_id = run.id and attempt.number = run.attempt
    left join rookery.workers worker on worker.id = attempt.worker_id
   where run.sweep_id = $1
     and ((run.state = 'queued' and $3)
       or (run.state = 'running'
           and (worker.id is null or worker.stopped_at is not null
                or worker.heartbeat_at < now() - $2 * interval '1 millisecond')))
), closed as (
  update rookery.attempts attempt
     set state = 'lost', ended_at = now(), error = $4
    from orphaned
   where attempt.run_id = orphaned.id and attempt.number = orphaned.attempt
     and attempt.state = 'running'
)
update rookery.runs run
   set state = 'lost', attempt = run.attempt + 1, error = $4, ended_at = now()
  from orphaned
 where run.id = orphaned.id and run.attempt = orphaned.attempt
   and run.state in ('queued', 'running')`,
    [options.sweepId, options.silentMs, options.includeQueued, JSON.stringify(error)],
  );
  return rowCount ?? 0;
}
