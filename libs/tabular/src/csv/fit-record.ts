import { TableError } from "../table-error.ts";
import type { CsvRecord } from "./parse-csv.ts";

export interface RecordWidth {
  /** Up to the last column that the header names. */
  required: number;
  /** With columns that have no name, as behind a delimiter that ends the header. */
  width: number;
}

/**
 * A record with as many cells as there are columns. Some programs end lines with
 * a delimiter, in the header or below it: empty cells beyond the columns are cut,
 * and columns without a name at the end may lack their cells. Throws a TableError
 * for every other number of cells.
 */
export function fitRecord(record: CsvRecord, { required, width }: RecordWidth): CsvRecord {
  const { line, cells } = record;
  if (cells.length === width) return record;
  if (cells.length > width && cells.slice(width).every((cell) => cell.trim() === "")) {
    return { ...record, cells: cells.slice(0, width) };
  }
  if (cells.length >= required && cells.length < width) {
    return { ...record, cells: [...cells, ...Array(width - cells.length).fill("")] };
  }
  throw new TableError(
    `Line ${line} has ${cells.length} cells; the header has ${width}.`,
    "Give every row as many cells as the header, and put quotes around cells that hold the delimiter.",
    {
      issues: [
        { field: `lines[${line}]`, message: `${width} cells expected`, value: cells.length },
      ],
    },
  );
}
