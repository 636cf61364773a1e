import type { Database } from "@rookery/database";

/** Values an attempt reports while it trains. */
export interface MetricReport {
  /** From 1. */
  step: number;
  timestampMs: number;
  values: Record<string, number>;
}

const insert = `
with reporting as (
  select id, sweep_id from rookery.runs
   where id = $1 and attempt = $2 and state = 'running' for share
)
insert into rookery.metrics (run_id, sweep_id, key, step, timestamp_ms, value)
select reporting.id, reporting.sweep_id, point.key, point.step, point.timestamp_ms, point.value
  from reporting, unnest($3::text[], $4::bigint[], $5::bigint[], $6::float8[])
         as point (key, step, timestamp_ms, value)
on conflict do nothing`;

/** Adds what an attempt reported to its run's metrics; a late attempt adds nothing. */
export async function reportMetrics(
  { pool }: Database,
  { runId, attempt, reports }: { runId: string; attempt: number; reports: MetricReport[] },
): Promise<void> {
  const points = reports.flatMap(({ step, timestampMs, values }) =>
    Object.entries(values).map(([key, value]) => ({ key, step, timestampMs, value })),
  );
  if (points.length === 0) return;
  await pool.query({
    name: "report-metrics",
    text: insert,
    values: [
      runId,
      attempt,
      points.map(({ key }) => key),
      points.map(({ step }) => step),
      points.map(({ timestampMs }) => timestampMs),
      points.map(({ value }) => value),
    ],
  });
}

const forget = `
with beginning as (
  select id from rookery.runs where id = $1 and attempt = $2 and state = 'running' for share
)
delete from rookery.metrics metric using beginning where metric.run_id = beginning.id`;

/**
 * Drops what earlier attempts of a claimed run reported. A statement of its own,
 * after the claim: it sees all that got in before the claim, and what comes later
 * is refused.
 */
export async function forgetReports(
  { pool }: Database,
  { runId, attempt }: { runId: string; attempt: number },
): Promise<void> {
  await pool.query({ name: "forget-reports", text: forget, values: [runId, attempt] });
}
