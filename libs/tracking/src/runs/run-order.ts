import { MetricValue } from "@rookery/contracts";
import { schema } from "@rookery/database";
import { asc, desc, gt, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";

const { runs } = schema;

/** The sort key of a run: bucket, key, number. */
export const RunCursor = z.tuple([z.int32(), MetricValue, z.int32()]);
export type RunCursor = z.infer<typeof RunCursor>;

export interface RunOrder {
  bucket: SQL<number>;
  key: SQL<number>;
  orderBy: SQL[];
  /** What holds of the runs behind a cursor. */
  isAfter: (cursor: RunCursor) => SQL;
}

/** By number, as an index has them: a page costs the same wherever it lies. */
export function numberOrder(direction: "asc" | "desc"): RunOrder {
  const [order, isBeyond] = direction === "asc" ? [asc, gt] : [desc, lt];
  return {
    bucket: sql<number>`0`,
    key: sql<number>`${runs.number}`,
    orderBy: [order(runs.number)],
    isAfter: ([, , number]) => isBeyond(runs.number, number),
  };
}

/**
 * By a numeric expression without ever losing a run to NaN: numbers first, then
 * NaN, then runs without the metric, whatever the direction; ties by number.
 */
export function valueOrder(value: SQL, direction: "asc" | "desc"): RunOrder {
  const sign = sql.raw(direction === "asc" ? "1" : "-1");
  const bucket = sql<number>`case when ${value} is null then 2 when ${value} = 'NaN' then 1 else 0 end`;
  // Ascending is the wanted order; 0 outside the first bucket.
  const key = sql<number>`case when ${value} is null or ${value} = 'NaN' then 0 else ${sign} * ${value} end`;
  return {
    bucket,
    key,
    orderBy: [bucket, key, sql`${runs.number}`],
    isAfter: ([inBucket, at, number]) =>
      sql`(${bucket}, ${key}, ${runs.number}) > (${inBucket}::int, ${String(at)}::float8, ${number}::int)`,
  };
}
