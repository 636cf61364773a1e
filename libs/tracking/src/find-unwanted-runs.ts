import type { Database } from "@rookery/database";

export interface HeldRun {
  runId: string;
  attempt: number;
}

/**
 * Which of the attempts a worker is busy with nobody wants any more: the sweep
 * is being cancelled, the run has ended otherwise, or a newer attempt took over.
 * That newer attempt may be one of the same worker, so attempts are answered.
 */
export async function findUnwantedRuns({ pool }: Database, held: HeldRun[]): Promise<HeldRun[]> {
  if (held.length === 0) return [];
  const result = await pool.query<HeldRun>({
    name: "find-unwanted-runs",
    text: `
select held.run_id as "runId", held.attempt
  from unnest($1::text[], $2::int[]) as held (run_id, attempt)
  join rookery.runs run on run.id = held.run_id
  join rookery.sweeps sweep on sweep.id = run.sweep_id
 where run.state <> 'running' or run.attempt <> held.attempt or sweep.state <> 'running'`,
    values: [held.map((run) => run.runId), held.map((run) => run.attempt)],
  });
  return result.rows;
}
