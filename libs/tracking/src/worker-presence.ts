import { type Database, schema } from "@rookery/database";
import { eq, sql } from "drizzle-orm";

const { workers } = schema;

export interface WorkerIdentity {
  id: string;
  hostname: string;
  pid: number;
  concurrency: number;
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
