import { type SQL, sql } from "drizzle-orm";

/** A worker that said nothing for this long is gone: six of its heartbeats. */
export const silentWorkerMs = 30_000;

/**
 * Whether `worker` in a statement, a row of `workers` or none, joined from the
 * left, stands for a worker that stopped or fell silent. After PostgreSQL itself
 * was away nobody was heard of, so it must have been up for as long.
 */
export function isGone(silentMs = silentWorkerMs): SQL {
  const longAgo = sql`now() - ${silentMs}::int * interval '1 millisecond'`;
  return sql`(worker.id is null or worker.stopped_at is not null
           or (worker.heartbeat_at < ${longAgo} and pg_postmaster_start_time() < ${longAgo}))`;
}

/** Whether `worker` in a statement is alive and takes runs. */
export function takesRuns(): SQL {
  return sql`(not ${isGone()} and worker.excluded_at is null)`;
}
