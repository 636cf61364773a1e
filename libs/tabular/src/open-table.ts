import type { Reading } from "@rookery/contracts";
import { detectLayout } from "./csv/detect-layout.ts";
import { type CsvTable, openCsv } from "./csv/open-csv.ts";
import { parseJsonArray } from "./json/parse-json-array.ts";
import { type JsonLine, parseJsonLines } from "./json/parse-json-lines.ts";
import { decodeText } from "./text/decode-text.ts";
import { readSample } from "./text/read-sample.ts";

export type TextFormat = "csv" | "json-lines" | "json";

/** A table of objects: one a line, or all in one array. */
export interface JsonTable {
  format: "json-lines" | "json";
  /** To be read once. */
  rows: AsyncGenerator<JsonLine[]>;
}

export type TextTable = CsvTable | JsonTable;

export interface OpenTableOptions {
  /** Decides on the format where the content does not. */
  fileName: string;
  /** Found in the content unless given. */
  format?: TextFormat | undefined;
  /** What is stated about how to read it; all else is found. */
  reading?: Reading | undefined;
  /** Columns that a CSV's header is expected to name, which helps to find the delimiter. */
  columns?: readonly string[];
  /** Whoever writes it may wait for an answer to the first lines: no more of them is looked at. */
  isConversation?: boolean;
}

/**
 * Opens a table that comes as the bytes of a text, in pieces cut anywhere, in
 * the encoding that is stated or any of those that {@link decodeText} tells
 * apart. Its rows come in batches, each row with the line on which it begins,
 * and are read only as fast as they are taken. Blank lines are no rows.
 *
 * Throws a TableError, as reading the rows does, with the line and the way out.
 */
export async function openTable(
  bytes: AsyncIterable<Buffer>,
  { fileName, format, reading = {}, columns, isConversation = false }: OpenTableOptions,
): Promise<TextTable> {
  const { sample, text } = await readSample(decodeText(bytes, reading.encoding), isConversation);
  const found = detectFormat(sample, fileName);
  if (format === "csv" || (format ?? found) === "csv") {
    return await openCsv(text, {
      ...reading,
      layout: detectLayout(sample, { ...reading, columns }),
    });
  }
  const rows = found === "json" ? parseJsonArray(text) : parseJsonLines(text);
  return { format: found === "json" ? "json" : "json-lines", rows };
}

const jsonName = /\.(?:jsonl|ndjson|json)$/i;

/**
 * What a text holds by its first lines: JSON lines when the first begins an
 * object, an array of objects when it begins one, else CSV. The header of a CSV
 * may begin with a brace, too; then it is no JSON, and the file's name decides,
 * as it does for a text that says nothing.
 */
function detectFormat(sample: string, fileName: string): TextFormat {
  const text = sample.trimStart();
  const isNamed = jsonName.test(fileName);
  if (/^\[\s*(?:\{|\]\s*$)/.test(text) || (isNamed && text.startsWith("["))) return "json";
  if (isNamed && /^(?:\{|$)/.test(text)) return "json-lines";
  if (!text.startsWith("{")) return "csv";
  try {
    JSON.parse(text.split("\n", 1)[0] as string);
    return "json-lines";
  } catch {
    return "csv";
  }
}
