import type { Params, SweepSpec } from "@rookery/contracts";
import { type Database, queryRows, schema, withTransaction } from "@rookery/database";
import { combinationHash } from "@rookery/search";
import { eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { setupHash } from "./find-known-combinations.ts";
import { ensureExperiment } from "./list-experiments.ts";

const { sweeps } = schema;

export interface PlannedRun {
  runId: string;
  number: number;
  /** Empty until they are drawn. */
  params: Params;
}

export interface SweepLaunch {
  spec: SweepSpec;
  datasetVersionId: number;
  /** The parameters of the first runs. */
  combinations: Params[];
  /** The `combinationHash` of each, where the caller knows it: a hundred thousand take a second. */
  hashes?: string[];
  /** Further runs, whose parameters are drawn when they are claimed. Default 0. */
  undrawn?: number;
  /** What people say of it. Default: nothing. */
  notes?: { tags: Record<string, string>; description?: string | undefined };
  /** The run this sweep trains once more. */
  replayOf?: string;
  /** What the client called its request, and the request's hash. */
  idempotency?: { key: string; requestHash: string } | undefined;
}

export interface LaunchedSweep {
  sweepId: string;
  round: number;
  runs: PlannedRun[];
}

/**
 * Writes a sweep and all its runs in one transaction. The queue is not touched:
 * the caller enqueues afterwards, and the reconciler does if the caller dies.
 * A second launch under one idempotency key is a unique violation.
 */
export async function launchSweep(database: Database, launch: SweepLaunch): Promise<LaunchedSweep> {
  const {
    spec,
    datasetVersionId,
    combinations,
    undrawn = 0,
    notes,
    replayOf,
    idempotency,
  } = launch;
  const known =
    launch.hashes ?? combinations.map((params) => combinationHash(spec.trainers, params));
  const sweepId = newId();
  const runs = Array.from({ length: combinations.length + undrawn }, (_, index) => ({
    runId: newId(),
    number: index + 1,
    params: combinations[index] ?? {},
  }));
  const hashes = runs.map((_, index) => known[index] ?? null);
  await withTransaction(
    database,
    async (tx) => {
      const experimentId = await ensureExperiment(tx, spec.experiment);
      await tx.insert(sweeps).values({
        id: sweepId,
        experimentId,
        datasetVersionId,
        name: spec.name,
        spec,
        tags: notes?.tags ?? {},
        description: notes?.description || null,
        replayOf: replayOf ?? null,
        setupHash: setupHash({ ...spec, datasetVersionId }),
        idempotencyKey: idempotency?.key ?? null,
        requestHash: idempotency?.requestHash ?? null,
        state: "running",
        runCount: runs.length,
        ...(spec.deadlineMs !== undefined && {
          deadlineAt: sql`now() + ${spec.deadlineMs} * interval '1 millisecond'`,
        }),
      });
      const insertRuns = sql`
insert into rookery.runs (id, experiment_id, sweep_id, number, name, state, params, params_hash)
select run.id, ${experimentId}, ${sweepId}, run.number, run.name, 'queued', run.params::json, run.hash
  from unnest(
    ${sql.param(runs.map((run) => run.runId))}::text[],
    ${sql.param(runs.map((run) => run.number))}::int[],
    ${sql.param(runs.map((run) => `${spec.name} #${run.number}`))}::text[],
    ${sql.param(runs.map((run) => JSON.stringify(run.params)))}::text[],
    ${sql.param(hashes)}::text[]
  ) as run (id, number, name, params, hash)`;
      await queryRows(tx, insertRuns);
    },
    { isLong: true },
  );
  return { sweepId, round: 1, runs };
}

/** A new id for a sweep or a run: a UUID of version 7 as 32 hex digits, so ids sort by time. */
function newId(): string {
  return v7().replaceAll("-", "");
}

/** The sweep that was launched under an idempotency key, and the hash of its request. */
export async function findLaunch(
  { orm }: Database,
  key: string,
): Promise<{ sweepId: string; requestHash: string | null } | null> {
  const [row] = await orm
    .select({ sweepId: sweeps.id, requestHash: sweeps.requestHash })
    .from(sweeps)
    .where(eq(sweeps.idempotencyKey, key));
  return row ?? null;
}
