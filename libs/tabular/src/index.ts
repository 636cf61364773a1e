export { isDate, toIsoDate } from "./cells/date-text.ts";
export {
  findMissingTokens,
  isInfinity,
  isMissing,
  type MissingTexts,
} from "./cells/find-missing-tokens.ts";
export {
  commaReadings,
  dateReadings,
  numberReadings,
  pointReadings,
  readCell,
  readings,
} from "./cells/read-cell.ts";
export { readValue, type WrittenAs } from "./cells/read-value.ts";
export { describeCsv } from "./csv/describe-csv.ts";
export type { CsvColumn } from "./csv/name-columns.ts";
export type { CsvTable } from "./csv/open-csv.ts";
export type { CsvRecord } from "./csv/scan-csv.ts";
export type { SkippedRows } from "./csv/skipped-rows.ts";
export { findTable } from "./files/find-table.ts";
export { gunzip } from "./files/gunzip.ts";
export { openZip, type ZipFile } from "./files/open-zip.ts";
export { type FileKind, headBytes, recognizeFormat } from "./files/recognize-format.ts";
export type { JsonLine } from "./json/parse-json-lines.ts";
export {
  type JsonTable,
  type OpenTableOptions,
  openTable,
  type TextTable,
} from "./open-table.ts";
export { shown, TableError } from "./table-error.ts";
export { createTextDecoder, decodeText, type IncrementalDecoder } from "./text/decode-text.ts";
export { openXlsx, type XlsxTable } from "./xlsx/open-xlsx.ts";
