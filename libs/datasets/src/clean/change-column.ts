import { randomUUID } from "node:crypto";
import type { AppError, Clip, ColumnReport, Impute, Rare } from "@rookery/contracts";
import { shown } from "@rookery/tabular";
import pg from "pg";
import { datasetInvalid } from "../import/dataset-invalid.ts";
import { unlessOutOfRange } from "../profile/column-sql.ts";
import { findQuantiles } from "../profile/find-quantiles.ts";
import type { ColumnPlan } from "./plan-columns.ts";
import { sqlTypes } from "./read-cells.ts";

export type ColumnChanges = Pick<ColumnReport, "clipped" | "folded" | "imputed">;

export interface ChangedColumn {
  /** What makes the column's typed value the cleaned one. */
  expression: string;
  changes: ColumnChanges;
}

/** Clips or folds, then imputes; every number is taken from the rows that are left in `typed`. */
export async function changeColumn(
  client: pg.PoolClient,
  typed: string,
  { name, sqlName, verdict: { kind }, rules: { clip, rare, impute } }: ColumnPlan,
): Promise<ChangedColumn> {
  const changes: ColumnChanges = { clipped: null, folded: null, imputed: null };
  let expression = pg.escapeIdentifier(sqlName);
  if (clip) {
    const bounds = await findBounds(client, typed, expression, clip);
    requireOrder(name, bounds);
    changes.clipped = await countClipped(client, typed, expression, bounds);
    expression = clipTo(expression, bounds);
  }
  if (rare) {
    const table = await findRare(client, typed, expression, rare);
    changes.folded = { ...(await countFolded(client, table)), label: rare.label };
    expression = `case when ${expression} in (select value from ${table})
      then ${pg.escapeLiteral(rare.label)} else ${expression} end`;
  }
  if (impute) {
    const type = sqlTypes[kind];
    const found = await unlessOutOfRange(findFill(client, { typed, expression, type, impute }));
    if (!found) throw tooLargeForMean(name);
    changes.imputed = {
      values: found.fill === null ? 0 : found.missing,
      with: impute.with,
      value: found.fill === null ? null : reportValue(found.fill, kind),
    };
    if (found.fill !== null) {
      expression = `coalesce(${expression}, ${pg.escapeLiteral(found.fill)}::${type})`;
    }
  }
  return { expression, changes };
}

interface Bounds {
  min: number | null;
  max: number | null;
}

async function findBounds(
  client: pg.PoolClient,
  typed: string,
  value: string,
  clip: Clip,
): Promise<Bounds> {
  const { min = null, max = null, minQuantile, maxQuantile } = clip;
  if (minQuantile === undefined && maxQuantile === undefined) return { min, max };
  const shares = [minQuantile ?? 0, maxQuantile ?? 1];
  const [low = null, high = null] =
    (await findQuantiles(client, { table: typed, value, shares })) ?? [];
  return {
    min: minQuantile === undefined ? min : low,
    max: maxQuantile === undefined ? max : high,
  };
}

/** A bound that is a quantile is known only now. */
function requireOrder(name: string, { min, max }: Bounds): void {
  if (min === null || max === null || min <= max) return;
  throw datasetInvalid(
    `The column ${shown(name)} cannot be clipped: its lower bound ${min} is above its upper bound ${max}.`,
    "Give both bounds as numbers, or both as quantiles.",
  );
}

async function countClipped(
  client: pg.PoolClient,
  typed: string,
  value: string,
  { min, max }: Bounds,
) {
  const { rows } = await client.query<{ low: number; high: number }>(
    `select (count(*) filter (where ${value} < $1))::int as low,
            (count(*) filter (where ${value} > $2))::int as high from ${typed}`,
    [min, max],
  );
  return { low: rows[0]?.low ?? 0, high: rows[0]?.high ?? 0, min, max };
}

function clipTo(value: string, { min, max }: Bounds): string {
  const cases = [
    ...(min === null ? [] : [`when ${value} < ${numberLiteral(min)} then ${numberLiteral(min)}`]),
    ...(max === null ? [] : [`when ${value} > ${numberLiteral(max)} then ${numberLiteral(max)}`]),
  ];
  return cases.length === 0 ? value : `case ${cases.join(" ")} else ${value} end`;
}

function numberLiteral(value: number): string {
  return `'${value}'::double precision`;
}

async function findRare(
  client: pg.PoolClient,
  typed: string,
  value: string,
  rare: Rare,
): Promise<string> {
  const { minCount, minShare = 0 } = rare;
  const table = `pg_temp.${pg.escapeIdentifier(`rare_${randomUUID()}`)}`;
  const enough = minCount === undefined ? `${minShare} * sum(count(*)) over ()` : String(minCount);
  await client.query(
    `create temporary table ${table} on commit drop as
     select value, number from (
       select ${value} as value, count(*) as number, ${enough} as enough
       from ${typed} where ${value} is not null group by 1) as counted
     where number < enough`,
  );
  return table;
}

async function countFolded(client: pg.PoolClient, table: string) {
  const { rows } = await client.query<{ values: number; categories: number }>(
    `select coalesce(sum(number), 0)::int as values, count(*)::int as categories from ${table}`,
  );
  return rows[0] as { values: number; categories: number };
}

interface FillInput {
  typed: string;
  expression: string;
  type: string;
  impute: Impute;
}

/** The value to fill in, as text; null when no row has a value to take it from. */
async function findFill(client: pg.PoolClient, { typed, expression, type, impute }: FillInput) {
  const { rows } = await client.query<{ missing: number; fill: string | null }>(
    `select (count(*) - count(${expression}))::int as missing,
            (${fillOf(impute, expression, type)})::text as fill from ${typed}`,
  );
  return rows[0] as { missing: number; fill: string | null };
}

function fillOf(impute: Impute, value: string, type: string): string {
  switch (impute.with) {
    case "mean":
      return `avg(${value})`;
    case "median":
      // Dates have no value halfway.
      return type === sqlTypes.number
        ? `coalesce(nullif(percentile_cont(0.5) within group (order by ${value}), 'Infinity'),
            percentile_disc(0.5) within group (order by ${value}))`
        : `percentile_disc(0.5) within group (order by ${value})`;
    case "most-frequent":
      return `mode() within group (order by ${value})`;
    case "constant":
      return `${pg.escapeLiteral(String(impute.value))}::${type}`;
  }
}

function tooLargeForMean(name: string): AppError {
  return datasetInvalid(
    `The numbers of the column ${shown(name)} are too large to have a mean.`,
    "Impute with the median or a constant, or clip the column.",
  );
}

/** PostgreSQL's text of a moment, in UTC, is ISO 8601 but for two characters. */
function readMoment(text: string): Date {
  return new Date(text.replace(" ", "T").replace(/\+00$/, "Z"));
}

function reportValue(fill: string, kind: ColumnPlan["verdict"]["kind"]): string | number | boolean {
  if (kind === "number") return Number(fill);
  if (kind === "boolean") return fill === "true";
  return kind === "date" ? readMoment(fill).toISOString() : fill;
}
