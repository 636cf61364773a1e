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
export { type PreviewRow, previewRows } from "./preview-rows.ts";
export { missingTokens } from "./profile-column.ts";
export type { StoredDatasetVersion } from "./stored-version.ts";
