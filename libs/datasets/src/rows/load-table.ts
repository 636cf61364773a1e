import { AppError, type ColumnKind } from "@rookery/contracts";
import { type Database, schema, withConnection } from "@rookery/database";
import { type Cell, createTableBuilder, type Table } from "@rookery/learning";
import { eq } from "drizzle-orm";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { quoteTable, rowNumberColumn } from "../versions/sql-names.ts";
import {
  type CellReader,
  createCopyReader,
  readBoolean,
  readDate,
  readNumber,
  readString,
} from "./read-copy-binary.ts";

export interface LoadTableOptions {
  database: Database;
  datasetVersionId: number;
  /** The columns to load, in the order wanted; default: all. */
  columns?: readonly string[];
}

const readers = {
  number: readNumber,
  boolean: readBoolean,
  category: readString,
  date: readDate,
} as const satisfies Record<ColumnKind, CellReader<Cell>>;

/**
 * The processed rows as a table in shared memory, in the file's order: one
 * version and one list of columns always make the same table. Throws
 * `not-found` for a version or column that does not exist.
 */
export async function loadTable(options: LoadTableOptions): Promise<Table> {
  const { processedTable, columns } = await findColumns(options);
  const builder = createTableBuilder(columns.map(({ name, kind }) => ({ name, kind })));
  const read = createCopyReader<Cell>(
    columns.map(({ kind }) => readers[kind]),
    (cells) => builder.addRow(cells),
  );
  const names = columns.map(({ sqlName }) => pg.escapeIdentifier(sqlName));
  const query = `select ${names.join(", ")} from ${quoteTable(processedTable)} order by ${rowNumberColumn}`;

  await withConnection(
    options.database,
    async (client) => {
      const rows = client.query(copyTo(`copy (${query}) to stdout with (format binary)`));
      for await (const piece of rows) read(piece as Buffer);
    },
    { isLong: true },
  );
  return builder.build();
}

async function findColumns({ database: { orm }, datasetVersionId, columns }: LoadTableOptions) {
  const { datasetVersions } = schema;
  const [version] = await orm
    .select({ processedTable: datasetVersions.processedTable, columns: datasetVersions.columns })
    .from(datasetVersions)
    .where(eq(datasetVersions.id, datasetVersionId));
  if (!version) throw new AppError("not-found", `There is no dataset version ${datasetVersionId}.`);
  if (!columns) return version;
  const byName = new Map(version.columns.map((column) => [column.name, column]));
  return {
    processedTable: version.processedTable,
    columns: columns.map((name) => {
      const column = byName.get(name);
      if (column) return column;
      throw new AppError("not-found", `The dataset has no column ${JSON.stringify(name)}.`, {
        hint: `Its columns are: ${[...byName.keys()].join(", ")}.`,
      });
    }),
  };
}
