import { type DelimiterName, delimiters, type Reading } from "@rookery/contracts";
import { type CsvTable, describeCsv, openTable } from "@rookery/tabular";
import { readUpload, type Upload } from "../import/spool-upload.ts";
import { checkColumnNames } from "./check-column-names.ts";
import { openJsonLines } from "./open-json-lines.ts";
import { openParquet } from "./parquet/open-parquet.ts";
import type { TableSource } from "./table-source.ts";

export interface OpenSourceOptions {
  fileName: string;
  /** What was stated about how to read it. */
  reading: Reading;
}

/**
 * Opens an upload as what its content says it is, whatever its name: Parquet by
 * its magic bytes, JSON lines by a first line that begins an object, else CSV.
 */
export async function openSource(
  upload: Upload,
  { fileName, reading }: OpenSourceOptions,
): Promise<TableSource> {
  const { encoding } = upload;
  if (encoding === null) return await openParquet(upload);
  const table = await openTable(readUpload(upload), { fileName, reading });
  if (table.format === "csv") return openCsv(table, encoding);
  return await openJsonLines(table, { upload, encoding, reading });
}

/** Checks the header, and leaves the rows to be read. */
function openCsv(table: CsvTable, encoding: string): TableSource {
  const { delimiter, headerLine, columns, rows, skipped } = table;
  checkColumnNames(
    columns.map(({ name }) => name),
    {
      where: headerLine === null ? "The table" : `The header on line ${headerLine}`,
      hint: "If this line is a row, state `reading.header: false`; if the header is further below, `reading.skip`.",
    },
  );
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
