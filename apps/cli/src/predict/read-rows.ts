import { type FileHandle, open } from "node:fs/promises";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import type { Reading } from "@rookery/contracts";
import {
  type CsvTable,
  describeCsv,
  openTable,
  TableError,
  type TextTable,
} from "@rookery/tabular";
import { UsageError } from "../usage-error.ts";

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
  const handle = file === "-" ? null : await open(file);
  const sizeBytes = handle && (await sizeOf(handle));
  let readBytes = 0;

  async function* bytes(): AsyncGenerator<Buffer> {
    const stream: Readable = handle?.createReadStream() ?? process.stdin;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      readBytes += piece.length;
      yield piece;
    }
  }
  const table = await openTable(bytes(), {
    fileName: file,
    format: format === "jsonl" ? "json-lines" : format,
    reading,
    columns,
    isConversation: handle === null,
  }).catch(explain);
  return {
    format: table.format === "csv" ? "csv" : "jsonl",
    delimiter: table.format === "csv" ? table.delimiter : ",",
    rows: readTable(table),
    describe: () => (table.format === "csv" ? describeCsv(table) : []),
    sizeBytes,
    readBytes: () => readBytes,
  };
}

async function sizeOf(handle: FileHandle): Promise<number | null> {
  const { size } = await handle.stat();
  return size > 0 ? size : null;
}

/** What a file that is yet to be written is to hold. */
export function formatOf(file: string): RowFormat {
  return [".jsonl", ".ndjson", ".json"].includes(extname(file).toLowerCase()) ? "jsonl" : "csv";
}

async function* readTable(table: TextTable): AsyncGenerator<InputRow> {
  try {
    if (table.format === "csv") yield* readCsv(table);
    else {
      for await (const batch of table.rows) {
        for (const { line, object } of batch) yield { line, values: object };
      }
    }
  } catch (error) {
    explain(error);
  }
}

async function* readCsv({ columns, rows }: CsvTable): AsyncGenerator<InputRow> {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new UsageError(`The header names ${JSON.stringify(twice)} twice.`);
  }
  for await (const batch of rows) {
    for (const { line, cells } of batch) yield { line, values: zip(names, cells) };
  }
}

function zip(names: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (let at = 0; at < names.length; at++) values[names[at] as string] = cells[at];
  return values;
}

/** What is wrong with a file is a mistake of whoever named it. */
function explain(error: unknown): never {
  throw error instanceof TableError ? new UsageError(error.message, error.hint) : error;
}
