import { extname } from "node:path";
import type { Reading } from "@rookery/contracts";
import {
  type CsvTable,
  describeCsv,
  TableError,
  type TextTable,
  type XlsxTable,
} from "@rookery/tabular";
import { UsageError } from "../usage-error.ts";
import { openInput } from "./open-input.ts";

export type RowFormat = "csv" | "jsonl";

/** One row as it was written. */
export interface InputRow {
  /** Where it begins in the file, from 1. */
  line: number;
  /** By column: text from CSV, any value from JSON. */
  values: Record<string, unknown>;
}

export interface RowSource {
  format: RowFormat;
  /** Between the cells of a CSV. */
  delimiter: string;
  rows: AsyncGenerator<InputRow>;
  /** What was decided about how it is read, once its rows are. */
  describe(): string[];
  /** Null when it cannot be known. */
  sizeBytes: number | null;
  readBytes(): number;
}

export interface ReadRowsOptions {
  file: string;
  /** Found in the file unless given. */
  format?: RowFormat | undefined;
  /** What is stated about how to read it; all else is found. */
  reading: Reading;
  /** What the header should name. */
  columns: readonly string[];
}

/** The rows of a file or of standard input, read only as fast as they are taken. */
export async function readRows(options: ReadRowsOptions): Promise<RowSource> {
  const { file, format, reading, columns } = options;
  const { table, ...progress } = await openInput(file, {
    fileName: file,
    format: format === "jsonl" ? "json-lines" : format,
    reading,
    columns,
  }).catch(explain);
  const isJson = table.format === "json" || table.format === "json-lines";
  return {
    format: isJson ? "jsonl" : "csv",
    delimiter: table.format === "csv" ? table.delimiter : ",",
    rows: readTable(table),
    describe: () => describeTable(table),
    ...progress,
  };
}

function describeTable(table: TextTable | XlsxTable): string[] {
  if (table.format === "csv") return describeCsv(table);
  return table.format === "xlsx" ? table.notes : [];
}

/** What a file that is yet to be written is to hold. */
export function formatOf(file: string): RowFormat {
  return [".jsonl", ".ndjson", ".json"].includes(extname(file).toLowerCase()) ? "jsonl" : "csv";
}

async function* readTable(table: TextTable | XlsxTable): AsyncGenerator<InputRow> {
  try {
    if (table.format === "csv" || table.format === "xlsx") yield* readCells(table);
    else {
      for await (const batch of table.rows) {
        for (const { line, object } of batch) yield { line, values: object };
      }
    }
  } catch (error) {
    explain(error);
  }
}

async function* readCells({
  columns,
  rows,
}: Pick<CsvTable | XlsxTable, "columns" | "rows">): AsyncGenerator<InputRow> {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new UsageError(`The header names ${JSON.stringify(twice)} twice.`);
  }
  for await (const batch of rows) {
    for (const { line, cells } of batch) yield { line, values: zip(names, cells) };
  }
}

function zip(names: readonly string[], cells: readonly (string | null)[]): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (let at = 0; at < names.length; at++) values[names[at] as string] = cells[at];
  return values;
}

/** What is wrong with a file is a mistake of whoever named it. */
function explain(error: unknown): never {
  throw error instanceof TableError ? new UsageError(error.message, error.hint) : error;
}
