import type { SweepSpec } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { unitsOfWork } from "./units-of-work.ts";

export interface PastRuns {
  /** Median time on the training thread per unit of work; see `unitsOfWork`. */
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
select sweep.spec, sweep.rows, measured.times
  from (
    select sweep.id, sweep.spec, version.rows
      from rookery.sweeps sweep
      join rookery.dataset_versions version on version.id = sweep.dataset_version_id
     where (sweep.dataset_version_id = $2) = $3 and sweep.spec::jsonb -> 'trainers' ? $1
     order by sweep.id desc limit ${newestSweeps}) sweep
 cross join lateral (
    select array_agg((run.timings ->> 'trainMs')::float8) as times
      from (select timings from rookery.runs
             where sweep_id = sweep.id and state = 'succeeded'
               and coalesce(params ->> 'trainer', $1) = $1
             limit ${runsPerSweep}) run) measured
 where measured.times is not null`;

/** How long runs of a trainer took; null when none was measured. */
export async function measurePastRuns(
  { pool }: Database,
  { trainer, datasetVersionId, which }: PastRunsQuery,
): Promise<PastRuns | null> {
  const { rows } = await pool.query<{ spec: SweepSpec; rows: number; times: number[] }>(statement, [
    trainer,
    datasetVersionId,
    which === "same-dataset",
  ]);
  const costs = rows
    .flatMap((sweep) => sweep.times.map((ms) => ms / unitsOfWork(sweep.spec, sweep.rows)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const msPerUnit = costs[costs.length >> 1];
  return msPerUnit === undefined ? null : { runs: costs.length, msPerUnit };
}
