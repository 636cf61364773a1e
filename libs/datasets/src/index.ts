export { type FindLeaksOptions, findLeaks, type Leak } from "./find-leaks.ts";
export { type GetDatasetVersionOptions, getDatasetVersion } from "./get-dataset-version.ts";
export {
  defaultMaxBytes,
  type ImportDatasetOptions,
  type ImportedDataset,
  importDataset,
} from "./import-dataset.ts";
export { listDatasetVersions } from "./list-dataset-versions.ts";
export { listDatasets } from "./list-datasets.ts";
export { type LoadTableOptions, loadTable } from "./load-table.ts";
export { diffVersions } from "./profile/diff-versions.ts";
export { type ProfileVersionOptions, profileVersion } from "./profile/profile-version.ts";
export { readRows } from "./read-rows.ts";
export type { StoredDatasetVersion } from "./stored-version.ts";
