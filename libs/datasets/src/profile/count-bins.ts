import type { Queries } from "./column-sql.ts";

const maxBins = 30;

export interface Histogram {
  edges: number[];
  counts: number[];
}

export interface BinsInput {
  table: string;
  /** An SQL expression of the type double precision. */
  value: string;
  count: number;
  min: number;
  max: number;
}

/**
 * Bins of equal width between the smallest and the largest value, which the
 * last bin includes: as many as the square root of the number of values, at
 * most 30. null when the range is no number.
 */
export async function countBins(queries: Queries, input: BinsInput): Promise<Histogram | null> {
  const { table, value, count, min, max } = input;
  if (min === max) return { edges: [min, max], counts: [count] };
  const bins = Math.min(maxBins, Math.ceil(Math.sqrt(count)));
  const step = (max - min) / bins;
  if (!Number.isFinite(step)) return null;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : min + i * step));
  const { rows } = await queries.query<{ bin: number; number: number }>(
    `select least(width_bucket(${value}, $1::double precision[]), $2::integer) as bin, count(*)::int as number
     from ${table} where ${value} is not null group by 1`,
    [edges, bins],
  );
  const counts = new Array<number>(bins).fill(0);
  for (const { bin, number } of rows) counts[bin - 1] = number;
  return { edges, counts };
}
