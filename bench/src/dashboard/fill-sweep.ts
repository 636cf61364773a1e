import { createReadStream } from "node:fs";
import { SweepSpec } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { importDataset } from "@rookery/datasets";
import { launchSweep } from "@rookery/tracking";
import { type FilledRun, makeRuns, space, trainers } from "./make-runs.ts";

const penguins = new URL("../../../data/penguins_size.csv", import.meta.url);

export interface FilledSweep {
  sweepId: string;
  /** Ends the next so many runs as finishing them one by one leaves them: rows, metrics and attempts, without files. */
  endRuns(count: number): Promise<void>;
}

/** A sweep that has ended with `runCount` runs, or that runs with the first `endedCount` of them ended. */
export async function fillSweep(
  database: Database,
  runCount: number,
  endedCount = runCount,
): Promise<FilledSweep> {
  const { version } = await importDataset({
    database,
    name: "penguins",
    fileName: "penguins_size.csv",
    stream: createReadStream(penguins),
  });
  const made = makeRuns(runCount);
  const { sweepId, runs } = await launchSweep(database, {
    spec: specOf(version.version),
    datasetVersionId: version.id,
    combinations: made.map(({ params }) => params),
  });
  const queued = made.map((run, index) => ({ ...run, id: runs[index]?.runId }));
  await endRuns(database, queued.splice(0, endedCount));
  if (queued.length === 0) {
    await database.pool.query(
      "update rookery.sweeps set state = 'succeeded', finished_at = now() where id = $1",
      [sweepId],
    );
  }
  await database.pool.query("analyze rookery.runs, rookery.metrics, rookery.attempts");
  return { sweepId, endRuns: (count) => endRuns(database, queued.splice(0, count)) };
}

async function endRuns(
  database: Database,
  ended: readonly (FilledRun & { id: string | undefined })[],
): Promise<void> {
  await database.pool.query(
    `with ended as (
      select run.*, now() - interval '1 hour' + run.place * interval '100 milliseconds' as began
        from unnest(
          $1::text[], $2::text[], $3::float8[], $4::int[]
        ) with ordinality as run (id, state, objective, duration_ms, place)
    ), changed as (
      update rookery.runs set state = ended.state, attempt = 1, objective_value = ended.objective,
             started_at = ended.began,
             ended_at = ended.began + ended.duration_ms * interval '1 millisecond'
        from ended where runs.id = ended.id
    )
    insert into rookery.attempts (run_id, number, worker_id, state, started_at, ended_at, error)
    select id, 1, 'worker-' || place % 4, state, began,
           began + duration_ms * interval '1 millisecond',
           case when state = 'failed'
                then '{"code":"training-diverged","message":"The loss is not a number."}'::jsonb end
      from ended`,
    [
      ended.map(({ id }) => id),
      ended.map(({ state }) => state),
      ended.map(({ metrics }) => metrics.accuracy ?? null),
      ended.map(({ durationMs }) => durationMs),
    ],
  );
  const metrics = ended.flatMap(({ id, metrics: own }) =>
    Object.entries(own).map(([key, value]) => ({ id, key, value })),
  );
  await database.pool.query(
    `insert into rookery.metrics (run_id, key, timestamp_ms, value)
     select metric.id, metric.key, 0, metric.value
       from unnest($1::text[], $2::text[], $3::float8[]) as metric (id, key, value)`,
    [metrics.map(({ id }) => id), metrics.map(({ key }) => key), metrics.map(({ value }) => value)],
  );
}

function specOf(datasetVersion: number): SweepSpec {
  return SweepSpec.parse({
    dataset: "penguins",
    datasetVersion,
    target: "species",
    features: ["culmen_length_mm", "culmen_depth_mm", "flipper_length_mm", "body_mass_g"],
    trainers,
    space,
    runs: 1,
    sampler: { name: "random" },
    pruner: { name: "median" },
    model: "penguins",
    name: "ten thousand penguins",
    objective: { metric: "accuracy", direction: "maximize" },
  });
}
