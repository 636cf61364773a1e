import {
  encodeMetric,
  type FoldScore,
  type MetricValue,
  type RunSummary,
} from "@rookery/contracts";
import { type Executor, queryRows, schema } from "@rookery/database";
import { sql } from "drizzle-orm";
import { measureSpread } from "./measure-spread.ts";

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
  folds: runs.folds,
};

export type RunSummaryRow = Omit<RunSummary, "metrics" | "spread" | "startedAt" | "endedAt"> & {
  folds: FoldScore[] | null;
  startedAt: Date | null;
  endedAt: Date | null;
};

/** Run rows as summaries, with the latest value of each of their metrics and its spread over the folds. */
export async function summariseRuns(
  executor: Executor,
  rows: RunSummaryRow[],
): Promise<RunSummary[]> {
  const metrics = await latestMetrics(
    executor,
    rows.map((row) => row.id),
  );
  return rows.map(({ folds, ...row }) => ({
    ...row,
    metrics: metrics.get(row.id) ?? {},
    spread: measureSpread(folds ?? []),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}

/**
 * Steps from key to key down the primary key, whose order makes the first entry
 * of each its latest: one look per metric, however long the histories are.
 */
async function latestMetrics(
  executor: Executor,
  runIds: string[],
): Promise<Map<string, Record<string, MetricValue>>> {
  const latest = new Map<string, Record<string, MetricValue>>();
  if (runIds.length === 0) return latest;
  const statement = sql`
select run.id as "runId", latest.key, latest.value
  from unnest(${sql.param(runIds)}::text[]) as run (id)
 cross join lateral (
   with recursive latest (key, value) as (
     (select key, value from rookery.metrics where run_id = run.id
       order by key desc, step desc, timestamp_ms desc, value desc limit 1)
     union all
     select next.key, next.value
       from latest cross join lateral (
         select key, value from rookery.metrics where run_id = run.id and key < latest.key
          order by key desc, step desc, timestamp_ms desc, value desc limit 1) next)
   select key, value from latest) latest`;
  const rows = await queryRows<{ runId: string; key: string; value: number }>(executor, statement);
  // The greatest key of a run came first; people read them the other way round.
  for (const { runId, key, value } of rows.reverse()) {
    const metricsOfRun = latest.get(runId) ?? {};
    metricsOfRun[key] = encodeMetric(value);
    latest.set(runId, metricsOfRun);
  }
  return latest;
}
