import type { ColumnDiff, DatasetColumn, DatasetDiff } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import pg from "pg";
import type { StoredDatasetVersion } from "../versions/get-dataset-version.ts";
import { quoteTable } from "../versions/sql-names.ts";
import { isNumeric, numericSql, unlessOutOfRange } from "./column-sql.ts";

/** How a version's columns, rows and distributions differ from another's. */
export async function diffVersions(
  database: Database,
  from: StoredDatasetVersion,
  to: StoredDatasetVersion,
): Promise<DatasetDiff> {
  const columns: ColumnDiff[] = [];
  const before = new Map(from.columns.map((column) => [column.name, column]));
  for (const after of to.columns) {
    const column = before.get(after.name);
    before.delete(after.name);
    columns.push(
      column ? await diffColumn(database, [from, column], [to, after]) : changed(null, after),
    );
  }
  for (const column of before.values()) columns.push(changed(column, null));
  return {
    dataset: to.dataset,
    from: { version: from.version, rows: from.rows },
    to: { version: to.version, rows: to.rows },
    columns,
  };
}

function changed(from: DatasetColumn | null, to: DatasetColumn | null): ColumnDiff {
  return {
    name: ((to ?? from) as DatasetColumn).name,
    change: from && to ? "kind-changed" : from ? "removed" : "added",
    from: from?.kind ?? null,
    to: to?.kind ?? null,
    missingShare: null,
    shift: null,
  };
}

type Side = [version: StoredDatasetVersion, column: DatasetColumn];

async function diffColumn(database: Database, from: Side, to: Side): Promise<ColumnDiff> {
  const missingShare = { from: shareOfMissing(from), to: shareOfMissing(to) };
  if (from[1].kind !== to[1].kind) return { ...changed(from[1], to[1]), missingShare };
  const numeric = isNumeric(to[1]);
  const text = numeric ? meanDifference(from, to) : totalVariation(from, to);
  const found = await unlessOutOfRange(database.pool.query<{ value: number | null }>(text));
  return {
    ...changed(from[1], to[1]),
    change: "kept",
    missingShare,
    shift: {
      measure: numeric ? "standardized-mean-difference" : "total-variation",
      value: found?.rows[0]?.value ?? null,
    },
  };
}

function shareOfMissing([{ rows }, { missing }]: Side): number {
  return missing / rows;
}

function meanDifference(from: Side, to: Side): string {
  const moments = ([version, column]: Side) =>
    `select avg(${numericSql(column)}) as mean, var_samp(${numericSql(column)}) as variance
     from ${quoteTable(version.processedTable)}`;
  return `select (b.mean - a.mean) / nullif(sqrt((a.variance + b.variance) / 2), 0) as value
    from (${moments(from)}) as a, (${moments(to)}) as b`;
}

function totalVariation(from: Side, to: Side): string {
  const sharesOf = ([version, { sqlName }]: Side) => {
    const name = pg.escapeIdentifier(sqlName);
    return `select ${name} as category, count(*)::double precision / sum(count(*)) over () as share
      from ${quoteTable(version.processedTable)} where ${name} is not null group by 1`;
  };
  return `select sum(abs(coalesce(a.share, 0) - coalesce(b.share, 0)))::double precision / 2 as value
    from (${sharesOf(from)}) as a full join (${sharesOf(to)}) as b using (category)`;
}
