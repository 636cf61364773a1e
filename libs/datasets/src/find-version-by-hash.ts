import { type Executor, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import { type StoredDatasetVersion, toStoredVersion } from "./stored-version.ts";

const { datasets, datasetVersions } = schema;

/** The version of a dataset that was made of exactly these bytes. */
export async function findVersionByHash(
  executor: Executor,
  name: string,
  contentHash: string,
): Promise<StoredDatasetVersion | undefined> {
  const [row] = await executor
    .select({ version: datasetVersions })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(and(eq(datasets.name, name), eq(datasetVersions.contentHash, contentHash)));
  return row && toStoredVersion(name, row.version);
}
