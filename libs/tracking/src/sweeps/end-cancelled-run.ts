import type { Database } from "@rookery/database";

const statement = `
with ended as (
  update rookery.runs run
     set state = 'cancelled', ended_at = now()
    from rookery.sweeps sweep
   where run.id = $1 and run.state in ('queued', 'running')
     and sweep.id = run.sweep_id and sweep.state = 'stopping'
  returning run.id
)
update rookery.attempts attempt
   set state = 'cancelled', ended_at = now()
  from ended
 where attempt.run_id = ended.id and attempt.state = 'running'`;

/**
 * Ends a run that the queue delivered while its sweep was stopping:
 * nobody may claim it any more, and whoever held it could not record its end.
 * Does nothing to other runs.
 */
export async function endCancelledRun({ pool }: Database, runId: string): Promise<void> {
  await pool.query({ name: "end-cancelled-run", text: statement, values: [runId] });
}
