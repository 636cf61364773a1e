import {
  AppError,
  type Model,
  type ModelVersion,
  type Page,
  type PageQuery,
  VersionNumber,
} from "@rookery/contracts";
import { cutPage, type Database, decodeCursor, schema } from "@rookery/database";
import { eq } from "drizzle-orm";
import { findModel } from "./lock-model.ts";
import { readVersions } from "./read-versions.ts";

const { aliases } = schema;
const shownVersions = 20;

/** A model with its newest versions. */
export async function getModel({ orm }: Database, name: string): Promise<Model> {
  const model = await findModel(orm, name);
  const [versions, held] = await Promise.all([
    readVersions(orm, model, { limit: shownVersions }),
    orm.select().from(aliases).where(eq(aliases.modelId, model.id)),
  ]);
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
  const [found] = await readVersions(orm, model, { version, limit: 1 });
  if (!found) throw new AppError("not-found", `Model ${name} has no version ${version}.`);
  return found;
}

/** A page of a model's versions, newest first. */
export async function listModelVersions(
  { orm }: Database,
  name: string,
  { limit, cursor }: PageQuery,
): Promise<Page<ModelVersion>> {
  const model = await findModel(orm, name);
  const before = decodeCursor(cursor, VersionNumber);
  const versions = await readVersions(orm, model, { before, limit: limit + 1 });
  const { page, nextCursor } = cutPage(versions, limit, ({ version }) => version);
  return { items: page, nextCursor };
}
