import type { Association, DatasetColumn } from "@rookery/contracts";
import pg from "pg";
import { isNumeric, numericSql, type Queries, unlessOutOfRange } from "./column-sql.ts";

type SqlColumn = Pick<DatasetColumn, "sqlName" | "kind">;

interface Measured {
  rows: number;
  value: number | null;
}

/** How strongly two columns go together, over the rows in which both have a value. */
export async function measureAssociation(
  queries: Queries,
  table: string,
  [column, target]: [SqlColumn, SqlColumn],
): Promise<Association> {
  if (isNumeric(column) && isNumeric(target)) {
    const text = `select regr_count(${numericSql(column)}, ${numericSql(target)})::int as rows,
      corr(${numericSql(column)}, ${numericSql(target)}) as value from ${table}`;
    return { measure: "pearson", ...(await measure(queries, text)) };
  }
  if (isNumeric(column) || isNumeric(target)) {
    const [numeric, category] = isNumeric(column) ? [column, target] : [target, column];
    const text = correlationRatio(table, numeric, category);
    return { measure: "correlation-ratio", ...(await measure(queries, text)) };
  }
  return { measure: "cramers-v", ...(await measure(queries, cramersV(table, column, target))) };
}

async function measure(queries: Queries, text: string): Promise<Measured> {
  const result = await unlessOutOfRange(queries.query<Measured>(text));
  const { rows = 0, value = null } = result?.rows[0] ?? {};
  // Rounding may carry it beyond what the measure can be.
  return { rows, value: value === null ? null : Math.max(-1, Math.min(1, value)) };
}

/** The root of the share of the variance that lies between the categories. */
function correlationRatio(table: string, numeric: SqlColumn, category: SqlColumn): string {
  const group = pg.escapeIdentifier(category.sqlName);
  return `with groups as (
      select count(*)::double precision as size, avg(${numericSql(numeric)}) as mean, var_pop(${numericSql(numeric)}) as variance
      from ${table} where ${group} is not null and ${numericSql(numeric)} is not null group by ${group}),
    whole as (select coalesce(sum(size), 0) as rows, sum(size * mean) / sum(size) as mean from groups),
    spread as (select sum(size * power(groups.mean - whole.mean, 2)) as between_groups, sum(size * variance) as within_groups
      from groups, whole)
    select whole.rows::int as rows, sqrt(between_groups / nullif(between_groups + within_groups, 0)) as value
    from whole, spread`;
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
