import type { ColumnProfile, DatasetColumn } from "@rookery/contracts";
import pg from "pg";
import { numericSql, type Queries, unlessOutOfRange } from "./column-sql.ts";
import { countBins } from "./count-bins.ts";
import { findQuantiles } from "./find-quantiles.ts";

const shownValues = 20;
const shares = {
  min: 0,
  p1: 0.01,
  p5: 0.05,
  p25: 0.25,
  p50: 0.5,
  p75: 0.75,
  p95: 0.95,
  p99: 0.99,
  max: 1,
};
type Quantiles = Record<keyof typeof shares, number>;

export interface ProfileColumnInput {
  queries: Queries;
  table: string;
  rows: number;
  column: DatasetColumn;
}

/** A column by itself: everything but its association with a target. */
export async function profileColumn(input: ProfileColumnInput): Promise<ColumnProfile> {
  const { name, missing, distinct, kind } = input.column;
  const common = { name, count: input.rows - missing, missing, distinct, association: null };
  switch (kind) {
    case "number":
      return { kind, ...common, ...(await profileNumber(input, common.count)) };
    case "date":
      return { kind, ...common, ...(await profileDate(input, common.count)) };
    case "category":
    case "boolean":
      return { kind, ...common, top: await findTop(input) };
  }
}

async function profileNumber({ queries, table, column }: ProfileColumnInput, count: number) {
  if (count === 0) return { mean: null, std: null, quantiles: null, histogram: null };
  const value = numericSql(column);
  const found = await findQuantiles(queries, { table, value, shares: Object.values(shares) });
  const quantiles = Object.fromEntries(
    Object.keys(shares).map((share, i) => [share, found?.[i]]),
  ) as Quantiles;
  const moments = await unlessOutOfRange(
    queries.query<{ mean: number; std: number | null }>(
      `select avg(${value}) as mean, stddev_samp(${value}) as std from ${table}`,
    ),
  );
  const { mean = null, std = null } = moments?.rows[0] ?? {};
  const { min, max } = quantiles;
  return {
    mean,
    std,
    quantiles,
    histogram: await countBins(queries, { table, value, count, min, max }),
  };
}

async function profileDate({ queries, table, column }: ProfileColumnInput, count: number) {
  if (count === 0) return { min: null, median: null, max: null, histogram: null };
  const name = pg.escapeIdentifier(column.sqlName);
  const { rows } = await queries.query<{ min: Date; median: Date; max: Date }>(
    `select min(${name}) as min, max(${name}) as max,
            percentile_disc(0.5) within group (order by ${name}) as median from ${table}`,
  );
  const { min, median, max } = rows[0] as { min: Date; median: Date; max: Date };
  const value = numericSql(column);
  const bins = await countBins(queries, {
    table,
    value,
    count,
    min: Number(min),
    max: Number(max),
  });
  return {
    min: min.toISOString(),
    median: median.toISOString(),
    max: max.toISOString(),
    histogram: bins && { edges: bins.edges.map(toTimestamp), counts: bins.counts },
  };
}

function toTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}

async function findTop({ queries, table, column }: ProfileColumnInput) {
  const name = pg.escapeIdentifier(column.sqlName);
  const { rows } = await queries.query<{ value: string; count: number }>(
    `select ${name}::text as value, count(*)::int as count from ${table}
     where ${name} is not null group by 1 order by 2 desc, 1 limit ${shownValues}`,
  );
  return rows;
}
