import type { RunError } from "@rookery/contracts";
import type { Database } from "@rookery/database";

const statement = `
with released as (
  update rookery.runs set state = 'queued'
   where id = $1 and attempt = $2 and state = 'running'
  returning id
)
update rookery.attempts attempt
   set state = case attempt.number when $2 then $3 else 'lost' end,
       error = case attempt.number when $2 then $4::jsonb end,
       ended_at = now()
  from released
 where attempt.run_id = released.id and attempt.state = 'running'`;

/**
 * Gives a claimed run back for another attempt: because this one failed on
 * something that may pass (`error` says what), or because the worker stops.
 */
export async function releaseRun(
  { pool }: Database,
  { runId, attempt, error }: { runId: string; attempt: number; error?: RunError },
): Promise<{ fenced: boolean }> {
  const { rowCount } = await pool.query({
    name: "release-run",
    text: statement,
    values: [runId, attempt, error ? "failed" : "lost", error ? JSON.stringify(error) : null],
  });
  return { fenced: rowCount === 0 };
}
