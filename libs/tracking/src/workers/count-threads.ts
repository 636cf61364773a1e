import type { Database } from "@rookery/database";
import { isGone, silentWorkerMs } from "./announce-worker.ts";

/** Training threads of the workers that are alive and take runs. */
export async function countThreads({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ threads: number }>(
    `select coalesce(sum(concurrency), 0)::int as threads
       from rookery.workers worker
      where not ${isGone("worker", "$1")} and worker.excluded_at is null`,
    [silentWorkerMs],
  );
  return rows[0]?.threads ?? 0;
}
