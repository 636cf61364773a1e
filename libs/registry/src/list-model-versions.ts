import { type ModelVersion, type Page, type PageQuery, VersionParam } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { findModel } from "./find-model.ts";
import { readCursor } from "./read-cursor.ts";
import { readVersions } from "./read-versions.ts";

/** A page of a model's versions, newest first. */
export async function listModelVersions(
  { orm }: Database,
  name: string,
  { limit, cursor }: PageQuery,
): Promise<Page<ModelVersion>> {
  const model = await findModel(orm, name);
  const before = readCursor(cursor, VersionParam);
  const versions = await readVersions(orm, model, { before, limit: limit + 1 });
  const items = versions.slice(0, limit);
  return {
    items,
    nextCursor: versions.length > limit ? String(items.at(-1)?.version) : null,
  };
}
