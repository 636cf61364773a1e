import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";

/** Values an attempt reports while it trains. */
export interface MetricReport {
  /** From 1. */
  step: number;
  timestampMs: number;
  values: Record<string, number>;
}

/** Adds what an attempt reported to its run's metrics; a late attempt adds nothing. */
export async function reportMetrics(
  { orm }: Database,
  { runId, attempt, reports }: { runId: string; attempt: number; reports: MetricReport[] },
): Promise<void> {
  const points = reports.flatMap(({ step, timestampMs, values }) =>
    Object.entries(values).map(([key, value]) => ({ key, step, timestampMs, value })),
  );
  if (points.length === 0) return;
  const statement = sql`
with reporting as (
  select id, sweep_id from rookery.runs
   where id = ${runId} and attempt = ${attempt} and state = 'running' for share
)
insert into rookery.metrics (run_id, sweep_id, key, step, timestamp_ms, value)
select reporting.id, reporting.sweep_id, point.key, point.step, point.timestamp_ms, point.value
  from reporting, unnest(
         ${sql.param(points.map(({ key }) => key))}::text[],
         ${sql.param(points.map(({ step }) => step))}::bigint[],
         ${sql.param(points.map(({ timestampMs }) => timestampMs))}::bigint[],
         ${sql.param(points.map(({ value }) => value))}::float8[]
       ) as point (key, step, timestamp_ms, value)
on conflict do nothing`;
  await queryRows(orm, statement, { name: "report-metrics" });
}

/**
 * Drops what earlier attempts of a claimed run reported. A statement of its own,
 * after the claim: it sees all that got in before the claim, and what comes later
 * is refused.
 */
export async function forgetReports(
  { orm }: Database,
  { runId, attempt }: { runId: string; attempt: number },
): Promise<void> {
  const statement = sql`
with beginning as (
  select id from rookery.runs where id = ${runId} and attempt = ${attempt} and state = 'running' for share
)
delete from rookery.metrics metric using beginning where metric.run_id = beginning.id`;
  await queryRows(orm, statement, { name: "forget-reports" });
}
