/**
 * A table in memory, column by column, decoded once and shared.
 *
 * The arrays are views over SharedArrayBuffer: posting a table to a worker
 * thread copies names and categories but shares the cells. Nobody writes to a
 * table once it is built.
 */
export interface Table {
  rowCount: number;
  columns: Column[];
}

export type Column = NumberColumn | CategoryColumn;

export interface NumberColumn {
  name: string;
  kind: "number" | "date";
  /** Dates as milliseconds since 1970 UTC. NaN means missing. */
  values: Float64Array;
}

export interface CategoryColumn {
  name: string;
  kind: "category" | "boolean";
  /** Positions in `categories`; -1 means missing. */
  codes: Int32Array;
  /** Booleans have `["false", "true"]`. */
  categories: string[];
}

export const booleanCategories: readonly string[] = ["false", "true"];

export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

export function isNumberColumn(column: Column): column is NumberColumn {
  return column.kind === "number" || column.kind === "date";
}

export function allocateNumbers(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

export function allocateCodes(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
