import type { DatasetRows, RowsQuery } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import pg from "pg";
import type { StoredDatasetVersion } from "../versions/get-dataset-version.ts";
import { quoteTable, rowNumberColumn } from "../versions/sql-names.ts";

/** Some processed rows, in the file's order. */
export async function readRows(
  { pool }: Database,
  { processedTable, columns, rows: total }: StoredDatasetVersion,
  { limit, offset }: RowsQuery,
): Promise<DatasetRows> {
  const names = columns.map(({ sqlName }) => pg.escapeIdentifier(sqlName));
  const { rows } = await pool.query<(number | string | boolean | Date | null)[]>({
    text: `select ${names.join(", ")} from ${quoteTable(processedTable)}
           order by ${rowNumberColumn} limit $1 offset $2`,
    values: [limit, offset],
    rowMode: "array",
  });
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.map((cells) =>
      cells.map((cell) => (cell instanceof Date ? cell.toISOString() : cell)),
    ),
    offset,
    total,
  };
}
