import { type Page, type PageQuery, VersionNumber } from "@rookery/contracts";
import { cutPage, type Database, decodeCursor, schema } from "@rookery/database";
import { and, desc, eq, lt } from "drizzle-orm";
import {
  getDatasetVersion,
  type StoredDatasetVersion,
  toStoredVersion,
} from "./get-dataset-version.ts";

const { datasets, datasetVersions } = schema;

/** A page of a dataset's versions, newest first. Throws `not-found` when there is no such dataset. */
export async function listDatasetVersions(
  database: Database,
  name: string,
  query: PageQuery,
): Promise<Page<StoredDatasetVersion>> {
  const before = decodeCursor(query.cursor, VersionNumber);
  const rows = await database.orm
    .select({ version: datasetVersions })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(
      and(
        eq(datasets.name, name),
        before === undefined ? undefined : lt(datasetVersions.version, before),
      ),
    )
    .orderBy(desc(datasetVersions.version))
    .limit(query.limit + 1);
  if (rows.length === 0) await getDatasetVersion({ database, name });
  const { page, nextCursor } = cutPage(rows, query.limit, ({ version }) => version.version);
  return {
    items: page.map(({ version }) => toStoredVersion(name, version)),
    nextCursor,
  };
}
