import { decodeMetric, type MetricValue } from "@rookery/contracts";
import type { Database } from "@rookery/database";

/** A rank among so many is as good as one among all, and does not cost more the longer a sweep is. */
const mostPeers = 10_000;

// As JSON, which is parsed faster than an array of PostgreSQL's.
const statement = `
select json_agg(value) as values
  from (select value
          from rookery.metrics
         where sweep_id = $1 and key = $2 and step = $3 and run_id <> $4
         order by run_id desc
         limit ${mostPeers}) peer`;

/** What the other runs of a sweep have reported of a metric at a step: of more than 10,000 the last ones. */
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
