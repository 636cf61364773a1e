import type { Database } from "@rookery/database";
import type { HeldRun } from "./find-unwanted-runs.ts";

const statement = `
with forgotten as (
  select attempt.run_id, attempt.number
    from rookery.attempts attempt
   where attempt.worker_id = $1 and attempt.state = 'running'
     and attempt.started_at < now() - $4 * interval '1 millisecond'
     and (attempt.run_id, attempt.number) not in (select * from unnest($2::text[], $3::int[]))
), released as (
  update rookery.runs run set state = 'queued'
    from forgotten
   where run.id = forgotten.run_id and run.attempt = forgotten.number and run.state = 'running'
)
update rookery.attempts attempt
   set state = 'released', ended_at = now()
  from forgotten
 where attempt.run_id = forgotten.run_id and attempt.number = forgotten.number
returning attempt.run_id`;

/**
 * Hands back the runs that are recorded as running on a worker although it does
 * not hold them: it could not record their end while PostgreSQL was away.
 * Attempts younger than `olderThanMs` may be claims whose answer is on its way.
 */
export async function releaseForgottenRuns(
  { pool }: Database,
  { workerId, held, olderThanMs }: { workerId: string; held: HeldRun[]; olderThanMs: number },
): Promise<number> {
  const { rowCount } = await pool.query({
    name: "release-forgotten-runs",
    text: statement,
    values: [workerId, held.map((run) => run.runId), held.map((run) => run.attempt), olderThanMs],
  });
  return rowCount ?? 0;
}
