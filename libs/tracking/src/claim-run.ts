import type { Params } from "@rookery/contracts";
import type { Database } from "@rookery/database";

export interface Claim {
  runId: string;
  sweepId: string;
  number: number;
  /** The fencing token: only its holder may finish the run. */
  attempt: number;
  params: Params;
}

const statement = `
with claimed as (
  update rookery.runs run
     set state = 'running', attempt = run.attempt + 1, started_at = now(), ended_at = null, error = null
    from rookery.sweeps sweep
   where run.id = $1 and run.state in ('queued', 'running')
     and sweep.id = run.sweep_id and sweep.state = 'running'
  returning run.id, run.sweep_id, run.number, run.attempt, run.params
), superseded as (
  update rookery.attempts attempt
     set state = 'lost', ended_at = now()
    from claimed
   where attempt.run_id = claimed.id and attempt.state = 'running'
), started as (
  insert into rookery.attempts (run_id, number, worker_id, state)
  select id, attempt, $2, 'running' from claimed
)
select id as "runId", sweep_id as "sweepId", number, attempt, params from claimed`;

/**
 * Takes a run for execution under a new attempt number. A run that another
 * worker still holds may be taken over, because the queue delivers a job again
 * only when it believes the holder dead; the older attempt is then fenced off.
 * Answers `null` when there is nothing to do: the run has ended, or its sweep
 * no longer runs.
 */
export async function claimRun(
  { pool }: Database,
  { runId, workerId }: { runId: string; workerId: string },
): Promise<Claim | null> {
  const result = await pool.query<Claim>({
    name: "claim-run",
    text: statement,
    values: [runId, workerId],
  });
  return result.rows[0] ?? null;
}
