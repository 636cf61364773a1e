import type { Worker } from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";
import { isGone, takesRuns } from "./is-gone.ts";

interface WorkerRow extends Pick<Worker, "id" | "hostname" | "pid" | "concurrency" | "runs"> {
  startedAt: Date;
  heartbeatAt: Date;
  stoppedAt: Date | null;
  isGone: boolean;
  recent: Worker["recent"];
  excludedAt: Date | null;
  excludedReason: string | null;
}

/** The workers heard of in the last day, newest first, with what they hold. */
export async function listWorkers({ orm }: Database): Promise<Worker[]> {
  const statement = sql`
select worker.id, worker.hostname, worker.pid, worker.concurrency,
       worker.started_at as "startedAt", worker.heartbeat_at as "heartbeatAt",
       worker.stopped_at as "stoppedAt", ${isGone()} as "isGone",
       json_build_object('ended', worker.recent_ended, 'failed', worker.recent_failed) as recent,
       worker.excluded_at as "excludedAt", worker.excluded_reason as "excludedReason",
       coalesce((
         select json_agg(json_build_object(
                  'runId', run.id, 'sweepId', run.sweep_id, 'name', run.name,
                  'attempt', attempt.number, 'startedAt', attempt.started_at)
                  order by attempt.started_at)
           from rookery.attempts attempt
           join rookery.runs run on run.id = attempt.run_id
          where attempt.worker_id = worker.id and attempt.state = 'running'), '[]') as runs
  from rookery.workers worker
 where worker.heartbeat_at > now() - interval '1 day'
 order by worker.started_at desc, worker.id
 limit 1000`;
  const rows = await queryRows<WorkerRow>(orm, statement);
  return rows.map(({ isGone: gone, excludedAt, excludedReason, ...worker }) => ({
    ...worker,
    startedAt: worker.startedAt.toISOString(),
    heartbeatAt: worker.heartbeatAt.toISOString(),
    stoppedAt: worker.stoppedAt?.toISOString() ?? null,
    state: worker.stoppedAt !== null ? "stopped" : gone ? "silent" : "alive",
    excluded: excludedAt && {
      since: excludedAt.toISOString(),
      reason: excludedReason ?? "unknown",
    },
    runs: worker.runs.map((run) => ({ ...run, startedAt: new Date(run.startedAt).toISOString() })),
  }));
}

/** Training threads of the workers that are alive and take runs. */
export async function countThreads({ orm }: Database): Promise<number> {
  const statement = sql`
select coalesce(sum(concurrency), 0)::int as threads from rookery.workers worker where ${takesRuns()}`;
  const [sum] = await queryRows<{ threads: number }>(orm, statement);
  return sum?.threads ?? 0;
}

/** How much memory a worker's training threads share. */
export interface WorkerMemory {
  memoryMb: number;
  threads: number;
}

/** Of the workers that are alive, take runs and know their memory. */
export async function listWorkerMemory({ orm }: Database): Promise<WorkerMemory[]> {
  const statement = sql`
select distinct memory_mb as "memoryMb", concurrency as threads
  from rookery.workers worker
 where ${takesRuns()} and worker.memory_mb is not null`;
  return await queryRows<WorkerMemory>(orm, statement);
}
