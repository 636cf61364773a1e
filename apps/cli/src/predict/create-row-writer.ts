import { once } from "node:events";
import type { Writable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import type { RowFormat } from "./read-rows.ts";

export interface RowWriter {
  /** Resolves when the stream takes more. */
  write(rows: Record<string, unknown>[]): Promise<void>;
}

/** Rows as CSV with a header line, or as JSON lines; all have the keys of the first. */
export function createRowWriter(stream: Writable, format: RowFormat, delimiter: string): RowWriter {
  let header = true;
  return {
    async write(rows) {
      if (rows.length === 0) return;
      const text =
        format === "csv" ? stringify(rows, { header, delimiter }) : rows.map(toLine).join("");
      header = false;
      if (!stream.write(text)) await once(stream, "drain");
    },
  };
}

const toLine = (row: Record<string, unknown>): string => `${JSON.stringify(row)}\n`;
