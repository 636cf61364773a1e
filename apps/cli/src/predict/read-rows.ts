import { type FileHandle, open } from "node:fs/promises";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { pipeline, type Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UsageError } from "../usage-error.ts";
import { createTextDecoder } from "./create-text-decoder.ts";
import { detectDelimiter } from "./detect-delimiter.ts";

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
  /** Null when it cannot be known. */
  sizeBytes: number | null;
  readBytes(): number;
}

export interface ReadRowsOptions {
  file: string;
  format?: RowFormat | undefined;
  /** Found by the header unless given. */
  delimiter?: string | undefined;
  /** Of text that is not UTF-8. Default: there is none. */
  encoding?: string | undefined;
  /** What the header should name. */
  columns: readonly string[];
}

/** The rows of a file or of standard input, read only as fast as they are taken. */
export async function readRows(options: ReadRowsOptions): Promise<RowSource> {
  const { file, format, columns } = options;
  const handle = file === "-" ? null : await open(file);
  const sizeBytes = handle && (await sizeOf(handle));
  const bytes: Readable = handle?.createReadStream() ?? process.stdin;
  // Whoever reads the text hears of errors.
  const stream = pipeline(bytes, createTextDecoder(options.encoding), () => {});
  let readBytes = 0;
  bytes.on("data", (chunk: Buffer) => {
    readBytes += chunk.length;
  });
  const kind = format ?? formatOf(file);
  const delimiter =
    options.delimiter ?? (kind === "csv" ? await detectDelimiter(stream, columns) : ",");
  const rows = kind === "csv" ? readCsv(stream, delimiter) : readJsonLines(stream);
  return { format: kind, delimiter, rows, sizeBytes, readBytes: () => readBytes };
}

async function sizeOf(handle: FileHandle): Promise<number | null> {
  const { size } = await handle.stat();
  return size > 0 ? size : null;
}

export function formatOf(file: string): RowFormat {
  return [".jsonl", ".ndjson", ".json"].includes(extname(file).toLowerCase()) ? "jsonl" : "csv";
}

async function* readCsv(stream: Readable, delimiter: string): AsyncGenerator<InputRow> {
  if (stream.errored) throw stream.errored;
  const parser = parse({ delimiter, bom: true, info: true, skip_empty_lines: true });
  stream.on("error", (error) => parser.destroy(error));
  stream.pipe(parser);
  let header: string[] | undefined;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      if (header === undefined) header = checkHeader(record);
      else yield { line, values: zip(header, record) };
      line = info.lines + 1;
    }
  } catch (error) {
    throw error instanceof CsvError ? new UsageError(`The CSV is broken: ${error.message}`) : error;
  } finally {
    stream.destroy();
  }
  if (header === undefined) throw new UsageError("The file is empty: it needs a header line.");
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

function checkHeader(names: string[]): string[] {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return names;
  throw new UsageError(`The header names ${JSON.stringify(twice)} twice.`);
}

function zip(names: string[], cells: string[]): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (let at = 0; at < names.length; at++) values[names[at] as string] = cells[at];
  return values;
}

async function* readJsonLines(stream: Readable): AsyncGenerator<InputRow> {
  if (stream.errored) throw stream.errored;
  let line = 0;
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  const failed = new Promise<never>((_, reject) => stream.once("error", reject));
  failed.catch(() => lines.close());
  try {
    for await (const text of lines) {
      line++;
      if (text.trim() === "") continue;
      yield { line, values: parseLine(text, line) };
    }
  } finally {
    if (!stream.errored) stream.destroy();
  }
  if (stream.errored) throw stream.errored;
}

function parseLine(text: string, line: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`Line ${line} is no JSON: ${(error as Error).message}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new UsageError(`Line ${line} is no JSON object.`);
}
