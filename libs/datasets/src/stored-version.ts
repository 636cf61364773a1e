import type { DatasetVersion } from "@rookery/contracts";
import type { schema } from "@rookery/database";

/** A dataset version with the id that sweeps and models refer to it by. */
export type StoredDatasetVersion = DatasetVersion & { id: number };

type VersionRow = typeof schema.datasetVersions.$inferSelect;

export function toStoredVersion(dataset: string, row: VersionRow): StoredDatasetVersion {
  const { datasetId: _, createdAt, ...rest } = row;
  return { ...rest, dataset, createdAt: createdAt.toISOString() };
}
