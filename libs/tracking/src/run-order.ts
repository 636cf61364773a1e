import { type SQL, sql } from "drizzle-orm";

/** Numbers first, then NaN, then runs without the metric, whatever the direction. */
export interface RunOrder {
  bucket: SQL<number>;
  /** Ascending is the wanted order; 0 outside the first bucket. */
  key: SQL<number>;
}

/** Orders runs by a numeric expression, best or smallest first, without ever losing a run to NaN. */
export function runOrder(value: SQL, direction: "asc" | "desc"): RunOrder {
  const sign = direction === "asc" ? 1 : -1;
  return {
    bucket: sql<number>`case when ${value} is null then 2 when ${value} = 'NaN' then 1 else 0 end`,
    key: sql<number>`case when ${value} is null or ${value} = 'NaN' then 0 else ${sql.raw(String(sign))} * ${value} end`,
  };
}
