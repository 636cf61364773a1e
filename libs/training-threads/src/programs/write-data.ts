import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@rookery/contracts";
import { type Column, findColumn, isNumberColumn, type Table } from "@rookery/learning";
import { foldColumn, rowColumn } from "./program-files.ts";

/** Rows per piece of text: large enough to be fast, small beside the table. */
const rowsPerPiece = 2_000;

export interface DataRows {
  table: Table;
  /** The columns to write, in this order. */
  columns: readonly string[];
  rows: Int32Array;
  /** Per row of the table; -1 is written as an empty cell. */
  foldOf: Int32Array;
}

/**
 * The rows as CSV (RFC 4180), in pieces: the row's number and fold, then cells of
 * the table. Missing ones are empty, dates ISO 8601, booleans `false` and `true`.
 */
export async function writeData(file: string, data: DataRows): Promise<void> {
  await pipeline(Readable.from(pieces(data)), createWriteStream(file, { mode: 0o600 }));
}

function* pieces({ table, columns, rows, foldOf }: DataRows): Generator<string> {
  const cells = columns.map((name) => {
    const column = findColumn(table, name);
    if (!column) throw new AppError("sweep-invalid", `The dataset has no column ${name}.`);
    if (name === rowColumn || name === foldColumn) {
      throw new AppError("sweep-invalid", `A command trainer cannot use a column named ${name}.`);
    }
    return cellWriter(column);
  });
  yield `${[rowColumn, foldColumn, ...columns].map(quote).join(",")}\n`;
  for (let start = 0; start < rows.length; start += rowsPerPiece) {
    let text = "";
    for (const row of rows.subarray(start, start + rowsPerPiece)) {
      const fold = foldOf[row] ?? -1;
      text += fold < 0 ? `${row},` : `${row},${fold}`;
      for (const cell of cells) text += `,${cell(row)}`;
      text += "\n";
    }
    yield text;
  }
}

function cellWriter(column: Column): (row: number) => string {
  if (isNumberColumn(column)) {
    const { values, kind } = column;
    return (row) => {
      const value = values[row] as number;
      if (Number.isNaN(value)) return "";
      return kind === "date" ? new Date(value).toISOString() : String(value);
    };
  }
  const texts = column.categories.map(quote);
  return (row) => texts[column.codes[row] as number] ?? "";
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
