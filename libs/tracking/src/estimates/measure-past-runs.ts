import type { SweepSpec } from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";

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
const newestSweeps = sql`20`;
const runsPerSweep = sql`50`;

/** How long runs of a trainer took; null when none was measured. */
export async function measurePastRuns(
  { orm }: Database,
  { trainer, datasetVersionId, which }: PastRunsQuery,
): Promise<PastRuns | null> {
  const statement = sql`
select sweep.spec, sweep.rows, measured.times
  from (
    select sweep.id, sweep.spec, version.rows
      from rookery.sweeps sweep
      join rookery.dataset_versions version on version.id = sweep.dataset_version_id
     where (sweep.dataset_version_id = ${datasetVersionId}) = ${which === "same-dataset"} and sweep.spec::jsonb -> 'trainers' ? ${trainer}
     order by sweep.id desc limit ${newestSweeps}) sweep
 cross join lateral (
    select array_agg((run.timings ->> 'trainMs')::float8) as times
      from (select timings from rookery.runs
             where sweep_id = sweep.id and state = 'succeeded'
               and coalesce(params ->> 'trainer', ${trainer}) = ${trainer}
             limit ${runsPerSweep}) run) measured
 where measured.times is not null`;
  const rows = await queryRows<{ spec: SweepSpec; rows: number; times: number[] }>(orm, statement);
  const costs = rows
    .flatMap((sweep) => sweep.times.map((ms) => ms / unitsOfWork(sweep.spec, sweep.rows)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const msPerUnit = costs[costs.length >> 1];
  return msPerUnit === undefined ? null : { runs: costs.length, msPerUnit };
}

/**
 * How much a run of a sweep has to do, in row × feature × fit: one fit per
 * fold, and one for the model that every run keeps.
 */
export function unitsOfWork({ features, validation, keepModels }: SweepSpec, rows: number): number {
  const folds = validation.kind === "k-fold" ? validation.folds : 1;
  return rows * features.length * (folds + (keepModels === "all" ? 1 : 0));
}
