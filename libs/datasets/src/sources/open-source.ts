import { type DelimiterName, delimiters, type Reading } from "@rookery/contracts";
import {
  type CsvTable,
  describeCsv,
  type JsonTable,
  openTable,
  openXlsx,
  openZip,
  type XlsxTable,
} from "@rookery/tabular";
import { type Content, readUpload, type Upload } from "../import/spool-upload.ts";
import { checkColumnNames } from "./check-column-names.ts";
import { openJson } from "./open-json.ts";
import { openParquet } from "./parquet/open-parquet.ts";
import type { TableSource } from "./table-source.ts";

export interface OpenSourceOptions {
  fileName: string;
  /** What was stated about how to read it. */
  reading: Reading;
}

/**
 * Opens an upload as what its content says it is, whatever its name: Parquet by
 * its magic bytes, JSON by a first line that begins an object or an array of them,
 * else CSV.
 */
export async function openSource(
  upload: Upload,
  { fileName, reading }: OpenSourceOptions,
): Promise<TableSource> {
  const { encoding } = upload.content;
  if (encoding === null) return await openBinary(upload.content, reading);
  const open = () => openTable(readUpload(upload), { fileName, reading });
  const table = await open();
  if (table.format === "csv") return openCsv(table, encoding);
  return await openJson(table, { encoding, reopen: open as () => Promise<JsonTable> });
}

async function openBinary(content: Content, reading: Reading): Promise<TableSource> {
  switch (content.kind) {
    case "xlsx":
      return openSheet(await openXlsx(await openZip(content.file, content.maxBytes), reading));
    default:
      return await openParquet(content);
  }
}

function openSheet(table: XlsxTable): TableSource {
  const { headerLine, columns, rows, notes } = table;
  checkHeader(columns, headerLine === null ? "The sheet" : `The header in row ${headerLine}`);
  return {
    format: "xlsx",
    encoding: null,
    delimiter: null,
    marks: "point",
    place: "Row",
    columns,
    rows,
    describe: () => notes,
  };
}

/** Throws `dataset-invalid` for names that cannot be used. */
function checkHeader(columns: readonly { name: string }[], where: string): void {
  checkColumnNames(
    columns.map(({ name }) => name),
    {
      where,
      hint: "If this is a row, state `reading.header: false`; if the header is further below, `reading.skip`.",
    },
  );
}

/** Checks the header, and leaves the rows to be read. */
function openCsv(table: CsvTable, encoding: string): TableSource {
  const { delimiter, headerLine, columns, rows, skipped } = table;
  checkHeader(columns, headerLine === null ? "The table" : `The header on line ${headerLine}`);
  const delimiterNames = Object.keys(delimiters) as DelimiterName[];
  return {
    format: "csv",
    encoding,
    delimiter: delimiterNames.find((name) => delimiters[name] === delimiter) ?? delimiter,
    // Where commas part the cells, a comma inside one is hardly a decimal mark.
    marks: delimiter === delimiters.comma ? "point" : "any",
    place: "Line",
    columns,
    rows,
    skipped,
    describe: () => describeCsv(table),
  };
}
