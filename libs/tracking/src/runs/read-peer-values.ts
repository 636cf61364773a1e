import { decodeMetric, type MetricValue } from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";

export interface PeersQuery {
  sweepId: string;
  runId: string;
  metric: string;
  step: number;
}

/** A rank among so many is as good as one among all, and does not cost more the longer a sweep is. */
const mostPeers = sql`10000`;

/** What the other runs of a sweep have reported of a metric at a step: of more than 10,000 the last ones. */
export async function readPeerValues(
  { orm }: Database,
  { sweepId, runId, metric, step }: PeersQuery,
): Promise<number[]> {
  // As JSON, which is parsed faster than an array of PostgreSQL's.
  const statement = sql`
select json_agg(value) as values
  from (select value
          from rookery.metrics
         where sweep_id = ${sweepId} and key = ${metric} and step = ${step} and run_id <> ${runId}
         order by run_id desc
         limit ${mostPeers}) peer`;
  const [peers] = await queryRows<{ values: MetricValue[] | null }>(orm, statement, {
    name: "read-peer-values",
  });
  return peers?.values?.map(decodeMetric) ?? [];
}
