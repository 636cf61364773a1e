import { decodeMetric, type MetricValue } from "@rookery/contracts";
import type { Database } from "@rookery/database";

// As JSON, which is parsed faster than an array of PostgreSQL's.
const statement = `
select json_agg(value) as values
  from rookery.metrics
 where sweep_id = $1 and key = $2 and step = $3 and run_id <> $4`;

/** What the other runs of a sweep have reported of a metric at a step. */
export async function readPeerValues(
  { pool }: Database,
  { sweepId, runId, metric, step }: PeersQuery,
): Promise<number[]> {
  const { rows } = await pool.query<{ values: MetricValue[] | null }>({
    name: "read-peer-values",
    text: statement,
    values: [sweepId, metric, step, runId],
  });
  return rows[0]?.values?.map(decodeMetric) ?? [];
}

export interface PeersQuery {
  sweepId: string;
  runId: string;
  metric: string;
  step: number;
}
