import type { RunError } from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";
import type { HeldRun } from "./find-unwanted-runs.ts";

export interface Release {
  runId: string;
  attempt: number;
  /**
   * `failed`: the attempt failed on something that may pass; that uses up a try.
   * `released`: it did not get to its end, which is not the run's fault.
   */
  as: "failed" | "released";
  error?: RunError;
}

/** Gives a claimed run back for another attempt. */
export async function releaseRun(
  { orm }: Database,
  { runId, attempt, as, error }: Release,
): Promise<{ fenced: boolean }> {
  const statement = sql`
with released as (
  update rookery.runs
     set state = 'queued', tries = tries + case ${as} when 'failed' then 1 else 0 end
   where id = ${runId} and attempt = ${attempt} and state = 'running'
  returning id
)
update rookery.attempts attempt
   set state = case attempt.number when ${attempt} then ${as} else 'lost' end,
       error = case attempt.number when ${attempt} then ${error ? JSON.stringify(error) : null}::jsonb end,
       ended_at = now()
  from released
 where attempt.run_id = released.id and attempt.state = 'running'
returning attempt.run_id`;
  const released = await queryRows(orm, statement, { name: "release-run" });
  return { fenced: released.length === 0 };
}

/**
 * Hands back the runs that are recorded as running on a worker although it does
 * not hold them: it could not record their end while PostgreSQL was away.
 * Attempts younger than `olderThanMs` may be claims whose answer is on its way.
 */
export async function releaseForgottenRuns(
  { orm }: Database,
  { workerId, held, olderThanMs }: { workerId: string; held: HeldRun[]; olderThanMs: number },
): Promise<number> {
  const statement = sql`
with forgotten as (
  select attempt.run_id, attempt.number
    from rookery.attempts attempt
   where attempt.worker_id = ${workerId} and attempt.state = 'running'
     and attempt.started_at < now() - ${olderThanMs} * interval '1 millisecond'
     and (attempt.run_id, attempt.number) not in (
           select * from unnest(${sql.param(held.map((run) => run.runId))}::text[],
                                ${sql.param(held.map((run) => run.attempt))}::int[]))
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
  const released = await queryRows(orm, statement, { name: "release-forgotten-runs" });
  return released.length;
}
