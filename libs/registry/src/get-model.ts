import { AppError, type Model, type ModelVersion } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { eq } from "drizzle-orm";
import { findModel } from "./find-model.ts";
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
