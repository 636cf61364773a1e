import type { CsvFault, CsvRecord } from "./scan-csv.ts";

export interface RecordWidth {
  /** Up to the last column that the header names. */
  required: number;
  /** With columns that have no name, as behind a delimiter that ends the header. */
  width: number;
}

const isBlank = (cell: string): boolean => cell.trim() === "";

/**
 * A record with as many cells as there are columns, or what is wrong with it. Some
 * programs end lines with a delimiter, in the header or below it: empty cells beyond
 * the columns are cut, and columns without a name at the end may lack their cells.
 * Undefined for a line of white space.
 */
export function fitRecord(
  record: CsvRecord,
  { required, width }: RecordWidth,
): CsvRecord | CsvFault | undefined {
  const { cells, fault } = record;
  if (fault) return fault;
  if (cells.length === width) return record;
  if (cells.length === 1 && isBlank(cells[0] as string) && !record.quoted) return undefined;
  if (cells.length > width && cells.slice(width).every(isBlank)) {
    return { ...record, cells: cells.slice(0, width) };
  }
  if (cells.length >= required && cells.length < width) {
    return { ...record, cells: [...cells, ...Array(width - cells.length).fill("")] };
  }
  return {
    message: `has ${cells.length} ${cells.length === 1 ? "cell" : "cells"}; the header has ${width}`,
    hint: hintOf(cells, width),
  };
}

function hintOf(cells: readonly string[], width: number): string {
  const mark = /^(?:#|%|\/\/|--)/.exec(cells[0]?.trim() ?? "")?.[0];
  if (mark) return `If it is a remark, state \`reading.comment: ${mark}\`.`;
  if (width === 1) {
    return "If the header is not on the first line, `reading.skip: 1` skips a line above it; `reading.delimiter` states what parts the cells.";
  }
  return "Give every row as many cells as the header, and put quotes around cells that hold the delimiter.";
}
