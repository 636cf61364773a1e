import { type Database, schema } from "@rookery/database";
import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";

const { workers } = schema;

export interface WorkerIdentity {
  id: string;
  hostname: string;
  pid: number;
  concurrency: number;
  /** What its machine or container lets it have. Default: unknown. */
  memoryMb?: number;
}

/** How many of a worker's newest attempts ended, and how many of those failed. */
export interface Outcomes {
  ended: number;
  failed: number;
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
export async function announceWorker(
  { orm }: Database,
  worker: WorkerIdentity,
  recent: Outcomes = { ended: 0, failed: 0 },
): Promise<void> {
  const outcomes = { recentEnded: recent.ended, recentFailed: recent.failed };
  await orm
    .insert(workers)
    .values({ ...worker, ...outcomes })
    .onConflictDoUpdate({
      target: workers.id,
      set: { heartbeatAt: sql`now()`, stoppedAt: null, ...outcomes },
    });
}

/** What the others that could take over say of their own attempts. */
export async function readPeerOutcomes({ orm }: Database, workerId: string): Promise<Outcomes> {
  const [row] = await orm
    .select({
      ended: sql<number>`coalesce(sum(${workers.recentEnded}), 0)::int`,
      failed: sql<number>`coalesce(sum(${workers.recentFailed}), 0)::int`,
    })
    .from(workers)
    .where(
      and(
        ne(workers.id, workerId),
        isNull(workers.excludedAt),
        isNull(workers.stoppedAt),
        gt(workers.heartbeatAt, sql`now() - ${silentWorkerMs}::int * interval '1 millisecond'`),
      ),
    );
  return row ?? { ended: 0, failed: 0 };
}

/** Notes that a worker took itself out, for people to see. */
export async function noteExclusion(
  { orm }: Database,
  { workerId, reason }: { workerId: string; reason: string },
): Promise<void> {
  await orm
    .update(workers)
    .set({ excludedAt: sql`now()`, excludedReason: reason })
    .where(eq(workers.id, workerId));
}

/** Tells the database that a worker stopped in good order. */
export async function retireWorker({ orm }: Database, workerId: string): Promise<void> {
  await orm.update(workers).set({ stoppedAt: sql`now()` }).where(eq(workers.id, workerId));
}
