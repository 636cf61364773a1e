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

async function latestMetrics(
  executor: Executor,
  runIds: string[],
): Promise<Map<string, Record<string, MetricValue>>> {
  const latest = new Map<string, Record<string, MetricValue>>();
  if (runIds.length === 0) return latest;
  const { rows } = await executor.execute<{ run_id: string; key: string; value: number }>(sql`
    select distinct on (run_id, key) run_id, key, value
      from rookery.metrics
     where run_id = any(${sql.param(runIds)}::text[])
     order by run_id, key, step desc, timestamp_ms desc, value desc`);
  for (const { run_id: runId, key, value } of rows) {
    const metricsOfRun = latest.get(runId) ?? {};
    metricsOfRun[key] = encodeMetric(value);
    latest.set(runId, metricsOfRun);
  }
  return latest;
}
