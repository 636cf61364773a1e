import type { Queries } from "./column-sql.ts";

export interface QuantilesInput {
  table: string;
  /** An SQL expression of the type double precision. */
  value: string;
  /** From 0 to 1. */
  shares: readonly number[];
}

/**
 * The quantiles of a column, interpolated between neighbours as numpy does.
 * Where neighbours are so far apart that their distance is no double, the lower
 * one is taken. null without any value.
 */
export async function findQuantiles(
  queries: Queries,
  { table, value, shares }: QuantilesInput,
): Promise<number[] | null> {
  const find = async (aggregate: "percentile_cont" | "percentile_disc") => {
    const { rows } = await queries.query<{ quantiles: number[] | null }>(
      `select ${aggregate}($1::double precision[]) within group (order by ${value}) as quantiles from ${table}`,
      [shares],
    );
    return rows[0]?.quantiles ?? null;
  };
  const quantiles = await find("percentile_cont");
  return quantiles?.every(Number.isFinite) === false ? await find("percentile_disc") : quantiles;
}
