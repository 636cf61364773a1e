import type { Database } from "@rookery/database";

export interface PastRuns {
  /** Median time on the training thread per unit of work: row × feature × fit. */
  msPerUnit: number;
  /** How many runs were measured. */
  runs: number;
}

export interface PastRunsQuery {
  trainer: string;
  /** The dataset version the sweeps looked at are over, or are not over. */
  datasetVersionId: number;
  which: "same-dataset" | "other-datasets";
}

/** Newest sweeps looked at, and runs of each: enough for a median, whatever the database holds. */
const newestSweeps = 20;
const runsPerSweep = 50;

const statement = `
select count(*)::int as runs,
       percentile_cont(0.5) within group (order by measured.ms / measured.units) as "msPerUnit"
  from (
    select sweep.id, sweep.spec, version.rows
      from rookery.sweeps sweep
      join rookery.dataset_versions version on version.id = sweep.dataset_version_id
     where (sweep.dataset_version_id = $2) = $3 and sweep.spec::jsonb -> 'trainers' ? $1
     order by sweep.id desc limit ${newestSweeps}) sweep
 cross join lateral (
    select (run.timings ->> 'trainMs')::float8 as ms,
           sweep.rows::float8 * json_array_length(sweep.spec -> 'features')
             * (coalesce((sweep.spec #>> '{validation,folds}')::int, 1)
                + case sweep.spec ->> 'keepModels' when 'all' then 1 else 0 end) as units
      from rookery.runs run
     where run.sweep_id = sweep.id and run.state = 'succeeded'
       and coalesce(run.params ->> 'trainer', $1) = $1
     limit ${runsPerSweep}) measured
 where measured.ms > 0 and measured.units > 0`;

/** How long runs of a trainer took; null when none was measured. */
export async function measurePastRuns(
  { pool }: Database,
  { trainer, datasetVersionId, which }: PastRunsQuery,
): Promise<PastRuns | null> {
  const { rows } = await pool.query<{ runs: number; msPerUnit: number | null }>(statement, [
    trainer,
    datasetVersionId,
    which === "same-dataset",
  ]);
  const [row] = rows;
  return row && row.msPerUnit !== null ? { runs: row.runs, msPerUnit: row.msPerUnit } : null;
}
