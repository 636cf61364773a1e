import type { Database } from "@rookery/database";
import { isGone, silentWorkerMs } from "./announce-worker.ts";

/** How much memory a worker's training threads share. */
export interface WorkerRoom {
  memoryMb: number;
  threads: number;
}

/** Of the workers that are alive, take runs and know their memory. */
export async function listWorkerRooms({ pool }: Database): Promise<WorkerRoom[]> {
  const { rows } = await pool.query<WorkerRoom>(
    `select distinct memory_mb as "memoryMb", concurrency as threads
       from rookery.workers worker
      where not ${isGone("worker", "$1")} and worker.excluded_at is null
        and worker.memory_mb is not null`,
    [silentWorkerMs],
  );
  return rows;
}
