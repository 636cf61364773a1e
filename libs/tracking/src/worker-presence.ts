import { type Database, schema } from "@rookery/database";
import { eq, sql } from "drizzle-orm";

const { workers } = schema;

export interface WorkerIdentity {
  id: string;
  hostname: string;
  pid: number;
  concurrency: number;
}

/** A worker that said nothing for this long is gone: six of its heartbeats. */
export const silentWorkerMs = 30_000;

/**
 * SQL that tells whether a row of `workers` (or none, joined from the left)
 * stands for a worker that stopped or fell silent. After PostgreSQL itself was
 * away nobody was heard of, so it must have been up for as long.
 */
export function isGone(worker: string, silentMs: string): string {
  const longAgo = `now() - ${silentMs}::int * interval '1 millisecond'`;
  return `(${worker}.id is null or ${worker}.stopped_at is not null
           or (${worker}.heartbeat_at < ${longAgo} and pg_postmaster_start_time() < ${longAgo}))`;
}

/** Tells the database that a worker is alive; the first call announces it. */
export async function announceWorker({ orm }: Database, worker: WorkerIdentity): Promise<void> {
  await orm
    .insert(workers)
    .values(worker)
    .onConflictDoUpdate({
      target: workers.id,
      set: { heartbeatAt: sql`now()`, stoppedAt: null },
    });
}

/** Tells the database that a worker stopped in good order. */
export async function retireWorker({ orm }: Database, workerId: string): Promise<void> {
  await orm.update(workers).set({ stoppedAt: sql`now()` }).where(eq(workers.id, workerId));
}
