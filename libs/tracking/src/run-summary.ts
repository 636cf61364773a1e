import { encodeMetric, type MetricValue, type RunSummary } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { sql } from "drizzle-orm";

const { runs } = schema;

/** The columns every answer about a run starts from. */
export const runSummaryColumns = {
  id: runs.id,
  sweepId: runs.sweepId,
  number: runs.number,
  name: runs.name,
  state: runs.state,
  params: runs.params,
  attempt: runs.attempt,
  startedAt: runs.startedAt,
  endedAt: runs.endedAt,
};

export type RunSummaryRow = Omit<RunSummary, "metrics" | "startedAt" | "endedAt"> & {
  startedAt: Date | null;
  endedAt: Date | null;
};

/** Run rows as summaries, with the latest value of each of their metrics. */
export async function summariseRuns(
  executor: Executor,
  rows: RunSummaryRow[],
): Promise<RunSummary[]> {
  const metrics = await latestMetrics(
    executor,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ...row,
    metrics: metrics.get(row.id) ?? {},
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}

/** Steps from key to key along the primary key, so that long histories cost nothing. */
async function latestMetrics(
  executor: Executor,
  runIds: string[],
): Promise<Map<string, Record<string, MetricValue>>> {
  const latest = new Map<string, Record<string, MetricValue>>();
  if (runIds.length === 0) return latest;
  const { rows } = await executor.execute<{ run_id: string; key: string; value: number }>(sql`
    select run.id as run_id, named.key, latest.value
      from unnest(${sql.param(runIds)}::text[]) as run (id)
     cross join lateral (
       with recursive named (key) as (
         (select key from rookery.metrics where run_id = run.id order by key limit 1)
         union all
         select (select key from rookery.metrics
                  where run_id = run.id and key > named.key order by key limit 1)
           from named where named.key is not null)
       select key from named where key is not null) named
     cross join lateral (
       select value from rookery.metrics where run_id = run.id and key = named.key
        order by step desc, timestamp_ms desc, value desc limit 1) latest`);
  for (const { run_id: runId, key, value } of rows) {
    const metricsOfRun = latest.get(runId) ?? {};
    metricsOfRun[key] = encodeMetric(value);
    latest.set(runId, metricsOfRun);
  }
  return latest;
}
