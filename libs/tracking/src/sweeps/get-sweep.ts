import { AppError, type Sweep } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { desc, eq } from "drizzle-orm";
import { readStandings } from "./read-standings.ts";
import { sweepTimes } from "./sweep-times.ts";

const { experiments, models, modelVersions, promotions, sweeps } = schema;

/** A sweep with its progress, its best run so far and what the finalizer made of it. */
export async function getSweep(database: Database, sweepId: string): Promise<Sweep> {
  const [row] = await database.orm
    .select({ sweep: sweeps, experiment: experiments.name })
    .from(sweeps)
    .innerJoin(experiments, eq(experiments.id, sweeps.experimentId))
    .where(eq(sweeps.id, sweepId));
  if (!row) throw new AppError("not-found", `There is no sweep ${sweepId}.`);
  const { sweep, experiment } = row;
  const [standingOf, outcome] = await Promise.all([
    readStandings(database, [sweep]),
    readOutcome(database, sweepId),
  ]);
  return {
    id: sweep.id,
    name: sweep.name,
    experiment,
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
