import type { RowSchema } from "@rookery/client";
import type { DatasetVersion } from "@rookery/contracts";
import { UsageError } from "../usage-error.ts";
import { type CellReader, createCellReader, readJsonAsIs } from "./create-cell-reader.ts";
import { createTableReader } from "./create-table-reader.ts";
import type { InputRow, RowFormat } from "./read-rows.ts";

/** What the model gets of a row. */
export type ToInput = (row: InputRow) => Record<string, unknown>;

export interface RowReaderOptions {
  schema: RowSchema;
  format: RowFormat;
  /** Between the cells of a CSV. */
  delimiter: string;
  /** Cells that mean missing, besides those that the table or the format has. */
  missing: readonly string[];
  /** What the model learnt from; without it, cells are read as the model's signature says. */
  table: DatasetVersion | undefined;
}

/**
 * Picks the model's inputs out of a row and reads them as the import read the
 * training table. What cannot be read goes on as it is, for the model to refuse
 * with its own words.
 */
export function createRowReader(options: RowReaderOptions): ToInput {
  const readers = Object.keys(options.schema.properties).map(
    (name) => [name, readerOf(name, options)] as const,
  );
  return options.format === "csv" ? readCsvRow(readers) : readJsonRow(readers);
}

type Readers = readonly (readonly [name: string, read: CellReader])[];

function readerOf(name: string, options: RowReaderOptions): CellReader {
  const { schema, format, delimiter, missing, table } = options;
  const property = schema.properties[name] ?? {};
  const isCommaSeparated = format === "csv" && delimiter === ",";
  const categories = property.enum ?? property.examples ?? [];
  const ofTable =
    table && createTableReader({ table, name, missing, categories, isCommaSeparated });
  if (ofTable) return ofTable;
  return format === "csv" ? createCellReader(property.type ?? [], missing) : readJsonAsIs;
}

function readCsvRow(readers: Readers): ToInput {
  let columns: Map<string, string> | undefined;
  return ({ values }) => {
    if (!columns) {
      columns = findColumns(values);
      requireColumns(
        readers.map(([name]) => name),
        [...columns.keys()],
      );
    }
    return Object.fromEntries(
      readers.map(([name, read]) => [name, read(values[columns?.get(name) ?? name])]),
    );
  };
}

/** An absent key is a missing value, as on import; a row without any is none of this model. */
function readJsonRow(readers: Readers): ToInput {
  return ({ values }) => {
    const columns = findColumns(values);
    if (!readers.some(([name]) => columns.has(name))) return {};
    return Object.fromEntries(
      readers.map(([name, read]) => {
        const key = columns.get(name);
        return [name, key === undefined ? null : read(values[key])];
      }),
    );
  };
}

/** The columns by their names without white space, which the import removes. */
function findColumns(values: Record<string, unknown>): Map<string, string> {
  const columns = new Map(Object.keys(values).map((column) => [column.trim(), column]));
  for (const column of Object.keys(values)) columns.set(column, column);
  return columns;
}

function requireColumns(names: readonly string[], columns: readonly string[]): void {
  const lacking = names.filter((name) => !columns.includes(name));
  if (lacking.length === 0) return;
  throw new UsageError(
    `The file lacks ${lacking.length === 1 ? "the column" : "the columns"} ${lacking.join(", ")}.`,
    `The model takes ${names.join(", ")}; the file has ${columns.join(", ")}.`,
  );
}
