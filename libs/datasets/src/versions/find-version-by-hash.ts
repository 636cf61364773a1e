import { type Executor, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import { type StoredDatasetVersion, toStoredVersion } from "./stored-version.ts";

const { datasets, datasetVersions } = schema;

/** What a version is made of. */
export interface VersionIdentity {
  /** sha256 of the bytes, hex. */
  contentHash: string;
  /** As `hashRules` makes it. */
  rulesHash: string;
}

/** The version of a dataset that was made of exactly these bytes and rules. */
export async function findVersionByHash(
  executor: Executor,
  name: string,
  { contentHash, rulesHash }: VersionIdentity,
): Promise<StoredDatasetVersion | undefined> {
  const [row] = await executor
    .select({ version: datasetVersions })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(
      and(
        eq(datasets.name, name),
        eq(datasetVersions.contentHash, contentHash),
        eq(datasetVersions.rulesHash, rulesHash),
      ),
    );
  return row && toStoredVersion(name, row.version);
}
