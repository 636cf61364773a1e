import { AppError } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, eq, type SQL } from "drizzle-orm";
import { findModel } from "./find-model.ts";

const { aliases, models, modelVersions } = schema;

/** What is needed to load a version from the artifact store and to name it. */
export interface StoredVersion {
  model: string;
  version: number;
  runId: string | null;
  storeKey: string;
  sha256: string;
}

const storedVersion = {
  model: models.name,
  version: modelVersions.version,
  runId: modelVersions.runId,
  storeKey: modelVersions.storeKey,
  sha256: modelVersions.sha256,
};

/** Every alias of every model, or of one, with the version it points at. */
export async function listAliasedVersions(
  executor: Executor,
  model?: string,
): Promise<(StoredVersion & { alias: string })[]> {
  return await executor
    .select({ ...storedVersion, alias: aliases.alias })
    .from(aliases)
    .innerJoin(models, eq(models.id, aliases.modelId))
    .innerJoin(modelVersions, versionOfAlias())
    .where(model === undefined ? undefined : eq(models.name, model));
}

/** The version an alias points at; `null` when the alias, or the model, is not there. */
export async function findAliasedVersion(
  executor: Executor,
  { model, alias }: { model: string; alias: string },
): Promise<StoredVersion | null> {
  const [row] = await executor
    .select(storedVersion)
    .from(aliases)
    .innerJoin(models, eq(models.id, aliases.modelId))
    .innerJoin(modelVersions, versionOfAlias())
    .where(and(eq(models.name, model), eq(aliases.alias, alias)));
  return row ?? null;
}

/** A version by its number; `not-found` otherwise. */
export async function findVersion(
  executor: Executor,
  { model, version }: { model: string; version: number },
): Promise<StoredVersion> {
  const { id } = await findModel(executor, model);
  const [row] = await executor
    .select(storedVersion)
    .from(modelVersions)
    .innerJoin(models, eq(models.id, modelVersions.modelId))
    .where(and(eq(modelVersions.modelId, id), eq(modelVersions.version, version)));
  if (!row) throw new AppError("not-found", `Model ${model} has no version ${version}.`);
  return row;
}

function versionOfAlias(): SQL | undefined {
  return and(
    eq(modelVersions.modelId, aliases.modelId),
    eq(modelVersions.version, aliases.version),
  );
}
