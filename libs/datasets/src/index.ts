export {
  defaultMaxBytes,
  type ImportDatasetOptions,
  type ImportedDataset,
  importDataset,
} from "./import/import-dataset.ts";
export { diffVersions } from "./profile/diff-versions.ts";
export { type FindLeaksOptions, findLeaks, type Leak } from "./profile/find-leaks.ts";
export { type ProfileVersionOptions, profileVersion } from "./profile/profile-version.ts";
export { type LoadTableOptions, loadTable } from "./rows/load-table.ts";
export { readRows } from "./rows/read-rows.ts";
export type { StoredDatasetVersion } from "./versions/get-dataset-version.ts";
export {
  type GetDatasetVersionOptions,
  getDatasetVersion,
} from "./versions/get-dataset-version.ts";
export { listDatasetVersions } from "./versions/list-dataset-versions.ts";
export { listDatasets } from "./versions/list-datasets.ts";
