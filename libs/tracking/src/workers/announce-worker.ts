import { type Database, queryRows, schema } from "@rookery/database";
import { eq, sql } from "drizzle-orm";
import { takesRuns } from "./is-gone.ts";

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
  const statement = sql`
select coalesce(sum(recent_ended), 0)::int as ended, coalesce(sum(recent_failed), 0)::int as failed
  from rookery.workers worker
 where worker.id <> ${workerId} and ${takesRuns()}`;
  const [outcomes] = await queryRows<Outcomes>(orm, statement);
  return outcomes ?? { ended: 0, failed: 0 };
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
