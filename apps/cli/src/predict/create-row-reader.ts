import type { RowSchema } from "@rookery/client";
import { UsageError } from "../usage-error.ts";
import type { InputRow, RowFormat } from "./read-rows.ts";

/** What the model gets of a row. */
export type ToInput = (row: InputRow) => Record<string, unknown>;

export interface RowReaderOptions {
  schema: RowSchema;
  format: RowFormat;
  /** Cells that mean missing, besides empty ones. */
  missing: readonly string[];
}

/** What stands for bytes that are no text. */
const unreadable = "\ufffd";
const boolean = /^(?:true|false)$/i;

/**
 * Picks the model's inputs out of a row and reads the text of CSV cells as the
 * model's signature says. What cannot be read goes on as it is, for the model
 * to refuse with its own words. JSON has types of its own and is left alone.
 */
export function createRowReader({ schema, format, missing }: RowReaderOptions): ToInput {
  const names = Object.keys(schema.properties);
  if (format === "jsonl") return ({ values }) => pick(names, (name) => values[name]);

  const missingWords = new Set(["", ...missing]);
  const readers = new Map(
    Object.entries(schema.properties).map(([name, { type = [] }]) => [name, cellReader(type)]),
  );
  let checked = false;
  return ({ values }) => {
    if (!checked) requireColumns(names, values);
    checked = true;
    return pick(names, (name) => {
      const cell = values[name] as string;
      return missingWords.has(cell.trim()) ? null : readers.get(name)?.(cell);
    });
  };
}

function cellReader(types: readonly string[]): (cell: string) => unknown {
  if (types.includes("number")) {
    return (cell) => {
      const value = Number(cell);
      return Number.isFinite(value) ? value : cell;
    };
  }
  if (types.includes("boolean")) {
    return (cell) => (boolean.test(cell.trim()) ? cell.trim().toLowerCase() === "true" : cell);
  }
  return (cell) => cell;
}

function requireColumns(names: readonly string[], values: Record<string, unknown>): void {
  const lacking = names.filter((name) => !(name in values));
  if (lacking.length === 0) return;
  if (Object.keys(values).some((name) => name.includes(unreadable))) {
    throw new UsageError(
      "The file's header is not UTF-8.",
      "Save the file as UTF-8, or convert it: `iconv -f windows-1252 -t utf-8`.",
    );
  }
  throw new UsageError(
    `The file lacks ${lacking.length === 1 ? "the column" : "the columns"} ${lacking.join(", ")}.`,
    `The model takes ${names.join(", ")}; the file has ${Object.keys(values).join(", ")}.`,
  );
}

function pick(names: readonly string[], read: (name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}
