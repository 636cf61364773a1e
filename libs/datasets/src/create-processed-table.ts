import type { ColumnKind } from "@rookery/contracts";
import pg from "pg";
import { rowNumberColumn } from "./sql-column-names.ts";

export interface ProcessedColumn {
  sqlName: string;
  kind: ColumnKind;
  /** The tokens that stand for "no value" in this column. */
  missingTokens: readonly string[];
  padded: boolean;
}

const sqlTypes = {
  number: "double precision",
  boolean: "boolean",
  category: "text",
} as const satisfies Record<ColumnKind, string>;

/** What `String.prototype.trim` removes: both sides must agree on what a cell says. */
const whiteSpace =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

export interface ProcessedTableOptions {
  rawTable: string;
  processedTable: string;
  columns: readonly ProcessedColumn[];
  dropEmptyRows: boolean;
}

/** Makes the typed table from the raw one: trimmed, missing as null, empty rows left out. */
export async function createProcessedTable(
  client: pg.PoolClient,
  { rawTable, processedTable, columns, dropEmptyRows }: ProcessedTableOptions,
): Promise<void> {
  const names = columns.map(({ sqlName }) => pg.escapeIdentifier(sqlName));
  const cells = columns.map(
    (column, i) => `${readCell(column, names[i] as string)} as ${names[i]}`,
  );
  const filter = dropEmptyRows ? `where not (row(${names.join(", ")}) is null)` : "";
  await client.query(
    `create table ${processedTable} as
     select * from (select ${[rowNumberColumn, ...cells].join(", ")} from ${rawTable}) as cleaned ${filter}`,
  );
  await client.query(`alter table ${processedTable} add primary key (${rowNumberColumn})`);
}

function readCell({ kind, missingTokens, padded }: ProcessedColumn, name: string): string {
  const value = padded ? `btrim(${name}, ${pg.escapeLiteral(whiteSpace)})` : name;
  const type = sqlTypes[kind];
  if (missingTokens.length === 0) return `${value}::${type}`;
  const tokens = missingTokens.map((token) => pg.escapeLiteral(token)).join(", ");
  return `case when ${value} not in (${tokens}) then ${value}::${type} end`;
}
