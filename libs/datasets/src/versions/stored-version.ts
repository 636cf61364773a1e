import { CleaningRules, type DatasetVersion } from "@rookery/contracts";
import type { schema } from "@rookery/database";

/** A dataset version with the id that sweeps and models refer to it by. */
export type StoredDatasetVersion = DatasetVersion & { id: number };

type VersionRow = typeof schema.datasetVersions.$inferSelect;

export function toStoredVersion(dataset: string, row: VersionRow): StoredDatasetVersion {
  const { datasetId: _, rulesHash: __, statedSchema, cleaning, createdAt, ...rest } = row;
  return {
    ...rest,
    dataset,
    schema: statedSchema,
    cleaning: CleaningRules.parse(cleaning),
    createdAt: createdAt.toISOString(),
  };
}
