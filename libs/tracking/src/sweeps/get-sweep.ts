import { AppError, type DatasetColumn, type Sweep, type SweepEvent } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { desc, eq, getTableColumns } from "drizzle-orm";
import { readStandings } from "./read-standings.ts";

const { datasetVersions, experiments, models, modelVersions, promotions, sweeps } = schema;

/** A sweep as it is stored, with its experiment's name and what is known of its dataset version. */
export type SweepRow = typeof sweeps.$inferSelect & {
  experiment: string;
  datasetHash: string;
  datasetColumns: DatasetColumn[];
};

/** A sweep as it is stored. Throws `not-found`. */
export async function getSweepRow({ orm }: Database, sweepId: string): Promise<SweepRow> {
  const [row] = await orm
    .select({
      ...getTableColumns(sweeps),
      experiment: experiments.name,
      datasetHash: datasetVersions.contentHash,
      datasetColumns: datasetVersions.columns,
    })
    .from(sweeps)
    .innerJoin(experiments, eq(experiments.id, sweeps.experimentId))
    .innerJoin(datasetVersions, eq(datasetVersions.id, sweeps.datasetVersionId))
    .where(eq(sweeps.id, sweepId));
  if (!row) throw new AppError("not-found", `There is no sweep ${sweepId}.`);
  return row;
}

/** A sweep with its progress, its best run so far and what the finalizer made of it. */
export async function getSweep(database: Database, sweepId: string): Promise<Sweep> {
  const sweep = await getSweepRow(database, sweepId);
  const [standingOf, outcome] = await Promise.all([
    readStandings(database, [sweep]),
    readOutcome(database, sweepId),
  ]);
  return {
    id: sweep.id,
    name: sweep.name,
    experiment: sweep.experiment,
    tags: sweep.tags,
    description: sweep.description,
    state: sweep.state,
    round: sweep.round,
    stopReason: sweep.stopReason,
    spec: sweep.spec,
    ...standingOf(sweepId),
    outcome,
    note: sweep.note,
    replayOf: sweep.replayOf,
    error: sweep.error,
    ...sweepTimes(sweep),
  };
}

/** What changes while a sweep runs: state, round, progress, time left and the best run so far. */
export async function getSweepStatus(database: Database, sweepId: string): Promise<SweepEvent> {
  // The state is read first: a terminal state must never come with older progress.
  const { state, round } = await getSweepRow(database, sweepId);
  const standingOf = await readStandings(database, [{ id: sweepId, state }]);
  return { id: sweepId, state, round, ...standingOf(sweepId) };
}

interface StoredTimes {
  createdAt: Date;
  finishedAt: Date | null;
  idleMs: number;
}

/** When a sweep was launched and ended, and how long it took in between. */
export function sweepTimes({
  createdAt,
  finishedAt,
  idleMs,
}: StoredTimes): Pick<Sweep, "createdAt" | "finishedAt" | "tookMs"> {
  return {
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    tookMs: finishedAt && finishedAt.getTime() - createdAt.getTime() - idleMs,
  };
}

async function readOutcome({ orm }: Database, sweepId: string): Promise<Sweep["outcome"]> {
  const [[version], [promotion]] = await Promise.all([
    orm
      .select({
        model: models.name,
        version: modelVersions.version,
        testMetrics: modelVersions.testMetrics,
      })
      .from(modelVersions)
      .innerJoin(models, eq(models.id, modelVersions.modelId))
      .where(eq(modelVersions.sweepId, sweepId))
      .orderBy(desc(modelVersions.version))
      .limit(1),
    orm
      .select({
        alias: promotions.alias,
        outcome: promotions.outcome,
        reason: promotions.reason,
      })
      .from(promotions)
      .where(eq(promotions.sweepId, sweepId))
      .orderBy(desc(promotions.id))
      .limit(1),
  ]);
  return version ? { ...version, promotion: promotion ?? null } : null;
}
