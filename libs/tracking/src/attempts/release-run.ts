import type { RunError } from "@rookery/contracts";
import type { Database } from "@rookery/database";

const statement = `
with released as (
  update rookery.runs
     set state = 'queued', tries = tries + case $3 when 'failed' then 1 else 0 end
   where id = $1 and attempt = $2 and state = 'running'
  returning id
)
update rookery.attempts attempt
   set state = case attempt.number when $2 then $3 else 'lost' end,
       error = case attempt.number when $2 then $4::jsonb end,
       ended_at = now()
  from released
 where attempt.run_id = released.id and attempt.state = 'running'`;

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
  { pool }: Database,
  { runId, attempt, as, error }: Release,
): Promise<{ fenced: boolean }> {
  const { rowCount } = await pool.query({
    name: "release-run",
    text: statement,
    values: [runId, attempt, as, error ? JSON.stringify(error) : null],
  });
  return { fenced: rowCount === 0 };
}
