import { type ModelVersion, type Page, type PageQuery, VersionNumber } from "@rookery/contracts";
import { cutPage, type Database, decodeCursor } from "@rookery/database";
import { findModel } from "./find-model.ts";
import { readVersions } from "./read-versions.ts";

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
