import type { Database } from "@rookery/database";
import pg from "pg";
import { rowNumberColumn } from "./sql-column-names.ts";
import type { StoredDatasetVersion } from "./stored-version.ts";
import { quoteTable } from "./table-names.ts";

/** A row's cells by column name; null where the value is missing. */
export type PreviewRow = Record<string, number | string | boolean | null>;

/** The first processed rows. */
export async function previewRows(
  { pool }: Database,
  { processedTable, columns }: Pick<StoredDatasetVersion, "processedTable" | "columns">,
  limit = 10,
): Promise<PreviewRow[]> {
  const names = columns.map(({ sqlName }) => pg.escapeIdentifier(sqlName));
  const { rows } = await pool.query<PreviewRow[string][]>({
    text: `select ${names.join(", ")} from ${quoteTable(processedTable)} order by ${rowNumberColumn} limit $1`,
    values: [limit],
    rowMode: "array",
  });
  return rows.map((cells) =>
    Object.fromEntries(columns.map(({ name }, i) => [name, cells[i] ?? null])),
  );
}
