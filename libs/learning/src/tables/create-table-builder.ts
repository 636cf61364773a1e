import {
  allocateCodes,
  allocateNumbers,
  booleanCategories,
  type CategoryColumn,
  type Column,
  type NumberColumn,
  type Table,
} from "./table.ts";

export interface ColumnSpec {
  name: string;
  kind: Column["kind"];
}

/**
 * A number for number columns, milliseconds since 1970 UTC for date columns, a string for category columns, a
 * boolean for boolean columns.
 */
export type Cell = number | string | boolean | null | undefined;

export interface TableBuilder {
  /** Cells in column order; null, undefined and NaN mean missing. */
  addRow(cells: readonly Cell[]): void;
  /** The finished table, categories in code-unit order. Call it once, last. */
  build(): Table;
}

interface ColumnBuilder {
  add(row: number, cell: Cell): void;
  grow(capacity: number): void;
  build(rowCount: number): Column;
}

/** Fills a table row by row, without knowing the number of rows up front. */
export function createTableBuilder(specs: readonly ColumnSpec[]): TableBuilder {
  const columns = specs.map((spec) =>
    spec.kind === "number" || spec.kind === "date"
      ? buildNumbers(spec.name, spec.kind)
      : buildCategories(spec.name, spec.kind),
  );
  let rowCount = 0;
  let capacity = 0;

  return {
    addRow(cells) {
      if (cells.length !== columns.length) {
        throw new RangeError(`A row has ${cells.length} cells; ${columns.length} are needed`);
      }
      if (rowCount === capacity) {
        capacity = Math.max(256, capacity * 2);
        for (const column of columns) column.grow(capacity);
      }
      for (let i = 0; i < columns.length; i++) columns[i].add(rowCount, cells[i]);
      rowCount++;
    },
    build: () => ({ rowCount, columns: columns.map((column) => column.build(rowCount)) }),
  };
}

function buildNumbers(name: string, kind: NumberColumn["kind"]): ColumnBuilder {
  let values = new Float64Array(0);
  return {
    add(row, cell) {
      values[row] = cell == null ? Number.NaN : expectType(name, cell, "number");
    },
    grow(capacity) {
      const larger = new Float64Array(capacity);
      larger.set(values);
      values = larger;
    },
    build(rowCount): NumberColumn {
      const shared = allocateNumbers(rowCount);
      shared.set(values.subarray(0, rowCount));
      return { name, kind, values: shared };
    },
  };
}

function buildCategories(name: string, kind: CategoryColumn["kind"]): ColumnBuilder {
  let codes = new Int32Array(0);
  const codeOf = new Map<string, number>();
  if (kind === "boolean") {
    for (const category of booleanCategories) codeOf.set(category, codeOf.size);
  }
  return {
    add(row, cell) {
      if (cell == null) {
        codes[row] = -1;
        return;
      }
      const category =
        kind === "boolean"
          ? String(expectType(name, cell, "boolean"))
          : expectType(name, cell, "string");
      let code = codeOf.get(category);
      if (code === undefined) {
        code = codeOf.size;
        codeOf.set(category, code);
      }
      codes[row] = code;
    },
    grow(capacity) {
      const larger = new Int32Array(capacity);
      larger.set(codes);
      codes = larger;
    },
    build(rowCount): CategoryColumn {
      const found = [...codeOf.keys()];
      const categories = [...found].sort();
      const positionOf = new Map(categories.map((category, position) => [category, position]));
      const positions = found.map((category) => positionOf.get(category) as number);
      const shared = allocateCodes(rowCount);
      for (let row = 0; row < rowCount; row++)
        shared[row] = codes[row] < 0 ? -1 : positions[codes[row]];
      return { name, kind, codes: shared, categories };
    },
  };
}

interface CellTypes {
  number: number;
  string: string;
  boolean: boolean;
}

function expectType<T extends keyof CellTypes>(name: string, cell: Cell, type: T): CellTypes[T] {
  if (typeof cell !== type) {
    throw new TypeError(`Column ${name} takes a ${type}, not ${typeof cell} ${String(cell)}`);
  }
  return cell as CellTypes[T];
}
