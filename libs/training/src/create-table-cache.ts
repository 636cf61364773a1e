import type { Table } from "@rookery/learning";
import { LRUCache } from "lru-cache";

export interface TableCache {
  /** The columns of a dataset version as a shared table; decoded once however many ask. */
  get(datasetVersionId: number, columns: string[]): Promise<Table>;
}

export interface TableCacheOptions {
  load: (datasetVersionId: number, columns: string[]) => Promise<Table>;
  /** Bytes of cells kept. Default 1 GiB; the table in use may be larger. */
  maxBytes?: number;
}

export function createTableCache({ load, maxBytes = 1024 ** 3 }: TableCacheOptions): TableCache {
  const tables = new LRUCache<string, Table>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  const loading = new Map<string, Promise<Table>>();

  return {
    async get(datasetVersionId, columns) {
      const key = JSON.stringify([datasetVersionId, columns]);
      const known = tables.get(key) ?? loading.get(key);
      if (known) return known;
      const table = load(datasetVersionId, columns);
      loading.set(key, table);
      try {
        tables.set(key, await table);
        return await table;
      } finally {
        loading.delete(key);
      }
    },
  };
}

function sizeOf(table: Table): number {
  const bytes = table.columns.map((column) =>
    column.kind === "number" ? column.values.byteLength : column.codes.byteLength,
  );
  return bytes.reduce((sum, size) => sum + size, 1);
}
