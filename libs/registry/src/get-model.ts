import { AppError, type Model, type ModelVersion } from "@rookery/contracts";
import { type Database, type Executor, schema } from "@rookery/database";
import { and, desc, eq } from "drizzle-orm";
import { findModel, type ModelRow } from "./find-model.ts";

const { aliases, datasets, datasetVersions, modelVersions, modelVersionTags } = schema;

/** A model with all its versions, newest first. */
export async function getModel({ orm }: Database, name: string): Promise<Model> {
  const model = await findModel(orm, name);
  const [versions, held] = await Promise.all([readVersions(orm, model), readAliases(orm, model)]);
  return {
    name: model.name,
    description: model.description,
    latestVersion: model.lastVersion,
    aliases: Object.fromEntries(held.map(({ alias, version }) => [alias, version])),
    createdAt: model.createdAt.toISOString(),
    updatedAt: model.updatedAt.toISOString(),
    versions,
  };
}

export async function getModelVersion(
  { orm }: Database,
  { model: name, version }: { model: string; version: number },
): Promise<ModelVersion> {
  const model = await findModel(orm, name);
  const [found] = await readVersions(orm, model, version);
  if (!found) throw new AppError("not-found", `Model ${name} has no version ${version}.`);
  return found;
}

async function readAliases(executor: Executor, model: ModelRow) {
  return await executor.select().from(aliases).where(eq(aliases.modelId, model.id));
}

async function readVersions(
  executor: Executor,
  model: ModelRow,
  version?: number,
): Promise<ModelVersion[]> {
  const [rows, held, tags] = await Promise.all([
    executor
      .select({
        version: modelVersions,
        dataset: { name: datasets.name, version: datasetVersions.version },
      })
      .from(modelVersions)
      .leftJoin(datasetVersions, eq(datasetVersions.id, modelVersions.datasetVersionId))
      .leftJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
      .where(
        and(
          eq(modelVersions.modelId, model.id),
          version === undefined ? undefined : eq(modelVersions.version, version),
        ),
      )
      .orderBy(desc(modelVersions.version)),
    readAliases(executor, model),
    executor.select().from(modelVersionTags).where(eq(modelVersionTags.modelId, model.id)),
  ]);
  return rows.map(({ version: row, dataset }) => ({
    model: model.name,
    version: row.version,
    trainer: row.trainer,
    params: row.params,
    signature: row.signature,
    testMetrics: row.testMetrics,
    aliases: held.filter((alias) => alias.version === row.version).map(({ alias }) => alias),
    tags: Object.fromEntries(
      tags.filter((tag) => tag.version === row.version).map(({ key, value }) => [key, value]),
    ),
    description: row.description,
    runId: row.runId,
    sweepId: row.sweepId,
    dataset: dataset?.name ? { name: dataset.name, version: dataset.version ?? 0 } : null,
    sha256: row.sha256,
    sizeBytes: row.sizeBytes,
    createdAt: row.createdAt.toISOString(),
  }));
}
