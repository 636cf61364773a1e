import { AppError } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, eq, or, type SQL } from "drizzle-orm";
import { findModel } from "./lock-model.ts";
import { isRookery } from "./read-versions.ts";

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

/** Every alias of every model, or of one, with the version it points at, of our own format. */
export async function listAliasedVersions(
  executor: Executor,
  model?: string,
): Promise<(StoredVersion & { alias: string })[]> {
  const rows = await executor
    .select({ ...storedVersion, alias: aliases.alias })
    .from(aliases)
    .innerJoin(models, eq(models.id, aliases.modelId))
    .innerJoin(modelVersions, versionOfAlias())
    .where(and(isRookery, model === undefined ? undefined : eq(models.name, model)));
  return rows as (StoredVersion & { alias: string })[];
}

export interface AliasHolder {
  version: number;
  /** `null`: a version of another format, which nothing here can load. */
  stored: HeldVersion | null;
}

export interface HeldVersion extends StoredVersion {
  /** The columns it reads. */
  inputs: string[];
}

/** What an alias points at, of whatever format; `null` when it is free. */
export async function findAliasHolder(
  executor: Executor,
  { model, alias }: { model: string; alias: string },
): Promise<AliasHolder | null> {
  const [row] = await executor
    .select({
      ...storedVersion,
      format: modelVersions.format,
      signature: modelVersions.signature,
    })
    .from(aliases)
    .innerJoin(models, eq(models.id, aliases.modelId))
    .innerJoin(modelVersions, versionOfAlias())
    .where(and(eq(models.name, model), eq(aliases.alias, alias)));
  if (!row) return null;
  const { format, signature, ...stored } = row;
  return {
    version: row.version,
    stored:
      format === "rookery" && signature
        ? { ...(stored as StoredVersion), inputs: signature.inputs.map(({ name }) => name) }
        : null,
  };
}

/** The version of our own format that an alias points at; `null` when there is none. */
export async function findAliasedVersion(
  executor: Executor,
  which: { model: string; alias: string },
): Promise<StoredVersion | null> {
  return (await findAliasHolder(executor, which))?.stored ?? null;
}

/** A version of our own format by its number; `not-found` otherwise. */
export async function findVersion(
  executor: Executor,
  { model, version }: { model: string; version: number },
): Promise<StoredVersion> {
  const { id } = await findModel(executor, model);
  const [row] = await executor
    .select(storedVersion)
    .from(modelVersions)
    .innerJoin(models, eq(models.id, modelVersions.modelId))
    .where(and(isRookery, eq(modelVersions.modelId, id), eq(modelVersions.version, version)));
  if (!row) throw new AppError("not-found", `Model ${model} has no version ${version}.`);
  return row as StoredVersion;
}

/** Those of these versions that are there, and of our own format. */
export async function findVersions(
  executor: Executor,
  wanted: readonly { model: string; version: number }[],
): Promise<StoredVersion[]> {
  if (wanted.length === 0) return [];
  const anyOf = wanted.map(({ model, version }) =>
    and(eq(models.name, model), eq(modelVersions.version, version)),
  );
  const rows = await executor
    .select(storedVersion)
    .from(modelVersions)
    .innerJoin(models, eq(models.id, modelVersions.modelId))
    .where(and(isRookery, or(...anyOf)));
  return rows as StoredVersion[];
}

function versionOfAlias(): SQL | undefined {
  return and(
    eq(modelVersions.modelId, aliases.modelId),
    eq(modelVersions.version, aliases.version),
  );
}
