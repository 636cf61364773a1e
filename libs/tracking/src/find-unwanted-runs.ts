import type { Database } from "@rookery/database";

/**
 * Which of the attempts a worker is busy with nobody wants any more: the sweep
 * is being cancelled, the run has ended otherwise, or a newer attempt took over.
 */
export async function findUnwantedRuns(
  { pool }: Database,
  held: { runId: string; attempt: number }[],
): Promise<string[]> {
  if (held.length === 0) return [];
  const result = await pool.query<{ id: string }>({
    name: "find-unwanted-runs",
    text: `
select run.id
  from unnest($1::text[], $2::int[]) as held (run_id, attempt)
  join rookery.runs run on run.id = held.run_id
  join rookery.sweeps sweep on sweep.id = run.sweep_id
 where run.state <> 'running' or run.attempt <> held.attempt or sweep.state <> 'running'`,
    values: [held.map((run) => run.runId), held.map((run) => run.attempt)],
  });
  return result.rows.map((row) => row.id);
}
