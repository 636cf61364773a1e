import type { Association, DatasetColumn } from "@rookery/contracts";
import pg from "pg";
import { isNumeric, numericSql, type Queries, unlessOutOfRange } from "./column-sql.ts";

type SqlColumn = Pick<DatasetColumn, "sqlName" | "kind">;

/** With fewer rows in a category, on average, what is left to judge by is chance. */
const rowsPerCategory = 2;

interface Measured {
  rows: number;
  value: number | null;
}

/**
 * How strongly two columns go together, over the rows in which both have a value.
 * What involves categories is adjusted for their number, which alone makes a
 * nearly unique column look like it tells everything: what chance gives is 0 on
 * average. Where most rows have a category of their own, nothing can be told.
 */
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

/**
 * The root of the share of the variance that lies between the categories,
 * adjusted: epsilon squared (Kelley 1935), which is the adjusted r² of a regression on them.
 */
function correlationRatio(table: string, numeric: SqlColumn, category: SqlColumn): string {
  const group = pg.escapeIdentifier(category.sqlName);
  return `with groups as (
      select count(*)::double precision as size, avg(${numericSql(numeric)}) as mean, var_pop(${numericSql(numeric)}) as variance
      from ${table} where ${group} is not null and ${numericSql(numeric)} is not null group by ${group}),
    whole as (select coalesce(sum(size), 0) as rows, count(*) as groups, sum(size * mean) / sum(size) as mean from groups),
    spread as (select sum(size * power(groups.mean - whole.mean, 2)) as between_groups, sum(size * variance) as within_groups
      from groups, whole)
    select whole.rows::int as rows,
      case when between_groups + within_groups > 0 and whole.groups * ${rowsPerCategory} <= whole.rows
        then sqrt(greatest(0, 1 - (within_groups / (whole.rows - whole.groups))
          / ((between_groups + within_groups) / (whole.rows - 1)))) end as value
    from whole, spread`;
}

/** With bias correction: Bergsma 2013, https://doi.org/10.1016/j.jkss.2012.10.002. */
function cramersV(table: string, first: SqlColumn, second: SqlColumn): string {
  const [a, b] = [pg.escapeIdentifier(first.sqlName), pg.escapeIdentifier(second.sqlName)];
  return `with cells as (
      select ${a} as a, ${b} as b, count(*)::double precision as size from ${table}
      where ${a} is not null and ${b} is not null group by 1, 2),
    by_a as (select a, sum(size) as size from cells group by a),
    by_b as (select b, sum(size) as size from cells group by b),
    widths as (select (select count(*) from by_a)::double precision as a,
      (select count(*) from by_b)::double precision as b),
    whole as (select coalesce(sum(cells.size), 0) as rows,
      sum(cells.size * cells.size / (by_a.size * by_b.size)) - 1 as phi
      from cells join by_a using (a) join by_b using (b)),
    corrected as (select rows, greatest(a, b) as widest,
      phi - (a - 1) * (b - 1) / nullif(rows - 1, 0) as phi,
      least(a - 1 - power(a - 1, 2) / nullif(rows - 1, 0),
        b - 1 - power(b - 1, 2) / nullif(rows - 1, 0)) as most
      from whole, widths)
    select rows::int as rows,
      case when most > 0 and widest * ${rowsPerCategory} <= rows
        then sqrt(greatest(0, phi) / most) end as value
    from corrected`;
}
