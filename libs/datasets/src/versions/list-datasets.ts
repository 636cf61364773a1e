import { type DatasetSummary, Name, type NamedPageQuery, type Page } from "@rookery/contracts";
import { containsText, cutPage, type Database, decodeCursor, schema } from "@rookery/database";
import { and, asc, desc, gt, inArray, sql } from "drizzle-orm";

const { datasets, datasetVersions } = schema;

/** A page of datasets by name, each with the size of its newest version. */
export async function listDatasets(
  { orm }: Database,
  query: NamedPageQuery,
): Promise<Page<DatasetSummary>> {
  const after = decodeCursor(query.cursor, Name);
  const found = await orm
    .select()
    .from(datasets)
    .where(
      and(
        after === undefined ? undefined : gt(datasets.name, after),
        query.name === undefined ? undefined : containsText(datasets.name, query.name),
      ),
    )
    .orderBy(asc(datasets.name))
    .limit(query.limit + 1);
  const { page, nextCursor } = cutPage(found, query.limit, ({ name }) => name);
  const latest = await orm
    .selectDistinctOn([datasetVersions.datasetId], {
      datasetId: datasetVersions.datasetId,
      latestVersion: datasetVersions.version,
      rows: datasetVersions.rows,
      columns: sql<number>`jsonb_array_length(${datasetVersions.columns})`,
    })
    .from(datasetVersions)
    .where(
      inArray(
        datasetVersions.datasetId,
        page.map(({ id }) => id),
      ),
    )
    .orderBy(datasetVersions.datasetId, desc(datasetVersions.version));
  const latestOf = new Map(latest.map(({ datasetId, ...rest }) => [datasetId, rest]));
  return {
    items: page.flatMap(({ id, name, createdAt }) => {
      const newest = latestOf.get(id);
      if (!newest) return [];
      const { latestVersion, rows, columns } = newest;
      return [
        {
          name,
          versions: latestVersion,
          latestVersion,
          rows,
          columns,
          createdAt: createdAt.toISOString(),
        },
      ];
    }),
    nextCursor,
  };
}
