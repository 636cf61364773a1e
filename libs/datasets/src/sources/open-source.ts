import { type CsvTable, type DelimiterName, delimiters, openTable } from "@rookery/tabular";
import { readUpload, type Upload } from "../import/spool-upload.ts";
import { checkColumnNames } from "./check-column-names.ts";
import { openJsonLines } from "./open-json-lines.ts";
import { openParquet } from "./parquet/open-parquet.ts";
import type { TableSource } from "./table-source.ts";

/**
 * Opens an upload as what its content says it is, whatever its name: Parquet by
 * its magic bytes, JSON lines by a first line that begins an object, else CSV.
 */
export async function openSource(upload: Upload, fileName: string): Promise<TableSource> {
  const { encoding } = upload;
  if (encoding === null) return await openParquet(upload);
  const table = await openTable(readUpload(upload), { fileName });
  if (table.format === "csv") return openCsv(table, encoding);
  return await openJsonLines(table, upload, encoding);
}

/** Checks the header, and leaves the rows to be read. */
function openCsv(table: CsvTable, encoding: string): TableSource {
  const { delimiter, header, columns, rows } = table;
  checkColumnNames(
    columns.map(({ name }) => name),
    `The header on line ${header.line}`,
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
  };
}
