import { randomUUID } from "node:crypto";
import type { CleaningReport } from "@rookery/contracts";
import pg from "pg";
import { rowNumberColumn } from "../versions/sql-names.ts";
import { type ColumnChanges, changeColumn } from "./change-column.ts";
import type { ColumnPlan } from "./plan-columns.ts";
import { readCells } from "./read-cells.ts";

export interface ValueCounts {
  missing: number;
  distinct: number;
}

export interface ProcessedInput {
  rawTable: string;
  rawRows: number;
  processedTable: string;
  columns: readonly ColumnPlan[];
  /** Names of the columns that must have a value in every row. */
  required: readonly string[];
}

export interface Processed {
  rows: number;
  droppedFor: CleaningReport["droppedFor"];
  changes: ColumnChanges[];
  counts: ValueCounts[];
}

/**
 * Makes the typed table from the raw one. Rules that look at the column as a
 * whole (quantiles, frequencies, means) need typed values first, so with any of
 * them the rows pass through a temporary table.
 */
export async function buildProcessed(
  client: pg.PoolClient,
  input: ProcessedInput,
): Promise<Processed> {
  const { processedTable, rawRows, columns, required } = input;
  const changes: ColumnChanges[] = [];
  const droppedFor: CleaningReport["droppedFor"] = [];
  const hasRules =
    required.length > 0 ||
    columns.some(({ rules: { clip, rare, impute } }) => clip || rare || impute);
  const typed = hasRules
    ? `pg_temp.${pg.escapeIdentifier(`typed_${randomUUID()}`)}`
    : processedTable;

  const typedRows = await createTyped(client, input, typed, hasRules);
  if (typedRows < rawRows) {
    droppedFor.push({ reason: "no value in any column", rows: rawRows - typedRows });
  }
  let rows = typedRows;
  if (hasRules) {
    if (required.length > 0) rows -= await dropIncomplete(client, typed, input, droppedFor);
    const cells: string[] = [];
    for (const column of columns) {
      const changed = await changeColumn(client, typed, column);
      changes.push(changed.changes);
      cells.push(`${changed.expression} as ${pg.escapeIdentifier(column.sqlName)}`);
    }
    await client.query(
      `create table ${processedTable} as select ${[rowNumberColumn, ...cells].join(", ")} from ${typed}`,
    );
    await client.query(`drop table ${typed}`);
  }
  await client.query(`alter table ${processedTable} add primary key (${rowNumberColumn})`);
  const counts = await countValues(client, processedTable, columns);
  return { rows, droppedFor, changes, counts };
}

/** Answers the number of rows; those without any value are left out. */
async function createTyped(
  client: pg.PoolClient,
  { rawTable, columns }: ProcessedInput,
  typed: string,
  isTemporary: boolean,
): Promise<number> {
  const names = columns.map(({ sqlName }) => pg.escapeIdentifier(sqlName));
  const cells: string[] = [];
  for (const [i, column] of columns.entries()) {
    const misfits = await storeMisfits(client, column.verdict.misfitRows);
    cells.push(`${readCells(column, misfits)} as ${names[i]}`);
  }
  const { rowCount } = await client.query(
    `create ${isTemporary ? "temporary table" : "table"} ${typed} ${isTemporary ? "on commit drop" : ""} as
     select * from (select ${[rowNumberColumn, ...cells].join(", ")} from ${rawTable}) as cleaned
     where not (row(${names.join(", ")}) is null)`,
  );
  return rowCount ?? 0;
}

/** The rows whose cell does not fit its column's kind, in a table until the end of the transaction. */
async function storeMisfits(
  client: pg.PoolClient,
  rows: readonly number[],
): Promise<string | undefined> {
  if (rows.length === 0) return undefined;
  const table = `pg_temp.${pg.escapeIdentifier(`misfits_${randomUUID()}`)}`;
  await client.query(`create temporary table ${table} (${rowNumberColumn} integer) on commit drop`);
  await client.query(`insert into ${table} select unnest($1::integer[])`, [rows]);
  return table;
}

async function dropIncomplete(
  client: pg.PoolClient,
  typed: string,
  { columns, required }: ProcessedInput,
  droppedFor: CleaningReport["droppedFor"],
): Promise<number> {
  const needed = columns.filter(({ name }) => required.includes(name));
  const isMissing = needed.map(({ sqlName }) => `${pg.escapeIdentifier(sqlName)} is null`);
  const { rows } = await client.query<number[]>({
    text: `select ${isMissing.map((condition) => `(count(*) filter (where ${condition}))::int`).join(", ")} from ${typed}`,
    rowMode: "array",
  });
  needed.forEach(({ name }, i) => {
    const count = rows[0]?.[i] ?? 0;
    if (count > 0) droppedFor.push({ reason: `no value in ${JSON.stringify(name)}`, rows: count });
  });
  const { rowCount } = await client.query(`delete from ${typed} where ${isMissing.join(" or ")}`);
  return rowCount ?? 0;
}

/** Per column. One column at a time keeps memory and sorts small. */
async function countValues(
  client: pg.PoolClient,
  table: string,
  columns: readonly { sqlName: string }[],
): Promise<ValueCounts[]> {
  const counts: ValueCounts[] = [];
  for (const { sqlName } of columns) {
    const name = pg.escapeIdentifier(sqlName);
    const { rows } = await client.query<ValueCounts>(
      `select coalesce(sum(number) filter (where value is null), 0)::int as missing,
              (count(*) filter (where value is not null))::int as distinct
       from (select ${name} as value, count(*) as number from ${table} group by 1) as each`,
    );
    counts.push(rows[0] as ValueCounts);
  }
  return counts;
}
