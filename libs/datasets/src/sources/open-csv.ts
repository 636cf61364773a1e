import { type CsvTable, type DelimiterName, delimiters } from "@rookery/tabular";
import { checkColumnNames } from "./check-column-names.ts";
import type { TableSource } from "./table-source.ts";

/** Checks the header, and leaves the rows to be read. */
export function openCsv({ delimiter, header, rows }: CsvTable, encoding: string): TableSource {
  const names = checkColumnNames(header.cells, `The header on line ${header.line}`);
  const delimiterNames = Object.keys(delimiters) as DelimiterName[];
  return {
    format: "csv",
    encoding,
    delimiter: delimiterNames.find((name) => delimiters[name] === delimiter) ?? delimiter,
    // Where commas part the cells, a comma inside one is hardly a decimal mark.
    marks: delimiter === delimiters.comma ? "point" : "any",
    place: "Line",
    columns: names.map((name) => ({ name })),
    rows,
  };
}
