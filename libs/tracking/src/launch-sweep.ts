import type { Params, SweepSpec } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { paramsHash } from "@rookery/search";
import { sql } from "drizzle-orm";
import { ensureExperiment } from "./ensure-experiment.ts";
import { newId } from "./new-id.ts";

export interface PlannedRun {
  runId: string;
  number: number;
  params: Params;
}

export interface LaunchedSweep {
  sweepId: string;
  round: number;
  runs: PlannedRun[];
}

/**
 * Writes a sweep and all its runs in one transaction. The queue is not touched:
 * the caller enqueues afterwards, and the reconciler does if the caller dies.
 */
export async function launchSweep(
  database: Database,
  {
    spec,
    datasetVersionId,
    combinations,
  }: { spec: SweepSpec; datasetVersionId: number; combinations: Params[] },
): Promise<LaunchedSweep> {
  const sweepId = newId();
  const runs = combinations.map((params, index) => ({ runId: newId(), number: index + 1, params }));
  await database.orm.transaction(async (tx) => {
    const experimentId = await ensureExperiment(tx, spec.experiment);
    await tx.insert(schema.sweeps).values({
      id: sweepId,
      experimentId,
      datasetVersionId,
      name: spec.name,
      spec,
      state: "running",
      runCount: runs.length,
      ...(spec.deadlineMs !== undefined && {
        deadlineAt: sql`now() + ${spec.deadlineMs} * interval '1 millisecond'`,
      }),
    });
    await tx.execute(sql`
      insert into rookery.runs (id, experiment_id, sweep_id, number, name, state, params, params_hash)
      select run.id, ${experimentId}, ${sweepId}, run.number, run.name, 'queued', run.params::json, run.hash
        from unnest(
          ${sql.param(runs.map((run) => run.runId))}::text[],
          ${sql.param(runs.map((run) => run.number))}::int[],
          ${sql.param(runs.map((run) => `${spec.name} #${run.number}`))}::text[],
          ${sql.param(runs.map((run) => JSON.stringify(run.params)))}::text[],
          ${sql.param(runs.map((run) => paramsHash(run.params)))}::text[]
        ) as run (id, number, name, params, hash)`);
  });
  return { sweepId, round: 1, runs };
}
