import type { Association, DatasetColumn } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import pg from "pg";
import { isNumeric, numericSql, unlessOutOfRange } from "./column-sql.ts";

type SqlColumn = Pick<DatasetColumn, "sqlName" | "kind">;

interface Measured {
  rows: number;
  value: number | null;
}

/** How strongly two columns go together, over the rows in which both have a value. */
export async function measureAssociation(
  database: Database,
  table: string,
  [column, target]: [SqlColumn, SqlColumn],
): Promise<Association> {
  if (isNumeric(column) && isNumeric(target)) {
    const text = `select regr_count(${numericSql(column)}, ${numericSql(target)})::int as rows,
      corr(${numericSql(column)}, ${numericSql(target)}) as value from ${table}`;
    return { measure: "pearson", ...(await measure(database, text)) };
  }
  if (isNumeric(column) || isNumeric(target)) {
    const [numeric, category] = isNumeric(column) ? [column, target] : [target, column];
    const text = correlationRatio(table, numeric, category);
    return { measure: "correlation-ratio", ...(await measure(database, text)) };
  }
  return { measure: "cramers-v", ...(await measure(database, cramersV(table, column, target))) };
}

async function measure({ pool }: Database, text: string): Promise<Measured> {
  const result = await unlessOutOfRange(pool.query<Measured>(text));
  const { rows = 0, value = null } = result?.rows[0] ?? {};
  // Rounding may carry it beyond what the measure can be.
  return { rows, value: value === null ? null : Math.max(-1, Math.min(1, value)) };
}

/** The root of the share of the variance that lies between the categories. */
function correlationRatio(table: string, numeric: SqlColumn, category: SqlColumn): string {
  const group = pg.escapeIdentifier(category.sqlName);
  return `with pairs as (
      select ${group} as category, ${numericSql(numeric)} as number from ${table}
      where ${group} is not null and ${numericSql(numeric)} is not null),
    whole as (select count(*)::int as rows, avg(number) as mean, var_pop(number) * count(*) as spread from pairs),
    groups as (select count(*) as size, avg(number) as mean from pairs group by category)
    select coalesce(max(whole.rows), 0) as rows,
      sqrt(sum(groups.size * power(groups.mean - whole.mean, 2)) / nullif(max(whole.spread), 0)) as value
    from groups, whole`;
}

/** From chi-squared: https://en.wikipedia.org/wiki/Cram%C3%A9r%27s_V, without bias correction. */
function cramersV(table: string, first: SqlColumn, second: SqlColumn): string {
  const [a, b] = [pg.escapeIdentifier(first.sqlName), pg.escapeIdentifier(second.sqlName)];
  return `with cells as (
      select ${a} as a, ${b} as b, count(*)::double precision as size from ${table}
      where ${a} is not null and ${b} is not null group by 1, 2),
    by_a as (select a, sum(size) as size from cells group by a),
    by_b as (select b, sum(size) as size from cells group by b),
    widths as (select least((select count(*) from by_a), (select count(*) from by_b)) as least)
    select coalesce(sum(cells.size), 0)::int as rows,
      sqrt(greatest(0, sum(cells.size * cells.size / (by_a.size * by_b.size)) - 1)
        / (select nullif(greatest(least, 1) - 1, 0) from widths)) as value
    from cells join by_a using (a) join by_b using (b)`;
}
