import { type Column, isNumberColumn, type Table } from "@rookery/learning";
import { LRUCache } from "lru-cache";

export interface TableCache {
  /** The columns of a dataset version as a shared table; decoded once however many ask. */
  get(datasetVersionId: number, columns: string[]): Promise<Table>;
}

export interface TableCacheOptions {
  load: (datasetVersionId: number, columns: string[]) => Promise<Table>;
  /** Bytes kept, by default 1 GiB; a larger table is kept alone while no other is loaded. */
  maxBytes?: number;
}

/** Memory of a short string beside its characters. */
const stringBytes = 32;

export function createTableCache({ load, maxBytes = 1024 ** 3 }: TableCacheOptions): TableCache {
  const tables = new LRUCache<string, Table>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  const loading = new Map<string, Promise<Table>>();
  /** The newest table, where it is too large to stand beside others. */
  let large: { key: string; table: Table } | undefined;

  function keep(key: string, table: Table): void {
    large = undefined;
    if (sizeOf(table) > maxBytes) {
      tables.clear();
      large = { key, table };
    } else {
      tables.set(key, table);
    }
  }

  return {
    async get(datasetVersionId, columns) {
      const key = JSON.stringify([datasetVersionId, columns]);
      const known = tables.get(key) ?? (large?.key === key ? large.table : loading.get(key));
      if (known) return known;
      const table = load(datasetVersionId, columns);
      loading.set(key, table);
      try {
        keep(key, await table);
        return await table;
      } finally {
        loading.delete(key);
      }
    },
  };
}

function sizeOf(table: Table): number {
  return table.columns.reduce((sum, column) => sum + sizeOfColumn(column), 1);
}

function sizeOfColumn(column: Column): number {
  if (isNumberColumn(column)) return column.values.byteLength;
  const characters = column.categories.reduce((sum, category) => sum + category.length, 0);
  return column.codes.byteLength + 2 * characters + stringBytes * column.categories.length;
}
