import type { Worker } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { isGone, silentWorkerMs } from "./announce-worker.ts";

interface WorkerRow extends Omit<Worker, "state" | "recent" | "excluded"> {
  isGone: boolean;
  recentEnded: number;
  recentFailed: number;
  excludedAt: string | null;
  excludedReason: string | null;
}

const iso = (moment: string) =>
  `to_char(${moment} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const statement = `
select worker.id, worker.hostname, worker.pid, worker.concurrency,
       ${iso("worker.started_at")} as "startedAt", ${iso("worker.heartbeat_at")} as "heartbeatAt",
       ${iso("worker.stopped_at")} as "stoppedAt", ${isGone("worker", "$1")} as "isGone",
       worker.recent_ended as "recentEnded", worker.recent_failed as "recentFailed",
       ${iso("worker.excluded_at")} as "excludedAt", worker.excluded_reason as "excludedReason",
       coalesce((
         select json_agg(json_build_object(
                  'runId', run.id, 'sweepId', run.sweep_id, 'name', run.name,
                  'attempt', attempt.number, 'startedAt', ${iso("attempt.started_at")})
                  order by attempt.started_at)
           from rookery.attempts attempt
           join rookery.runs run on run.id = attempt.run_id
          where attempt.worker_id = worker.id and attempt.state = 'running'), '[]') as runs
  from rookery.workers worker
 where worker.heartbeat_at > now() - interval '1 day'
 order by worker.started_at desc, worker.id
 limit 1000`;

/** The workers heard of in the last day, newest first, with what they hold. */
export async function listWorkers({ pool }: Database): Promise<Worker[]> {
  const { rows } = await pool.query<WorkerRow>(statement, [silentWorkerMs]);
  return rows.map(
    ({ isGone: gone, recentEnded, recentFailed, excludedAt, excludedReason, ...worker }) => ({
      ...worker,
      state: worker.stoppedAt !== null ? "stopped" : gone ? "silent" : "alive",
      recent: { ended: recentEnded, failed: recentFailed },
      excluded:
        excludedAt === null ? null : { since: excludedAt, reason: excludedReason ?? "unknown" },
    }),
  );
}
