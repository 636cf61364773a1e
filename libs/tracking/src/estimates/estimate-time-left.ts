import type { SweepProgress, SweepState } from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";
import { takesRuns } from "../workers/is-gone.ts";
import { estimateMakespan } from "./estimate-makespan.ts";

/** As many of a sweep's newest runs tell how long the next ones take. */
const measuredRuns = sql`50`;

interface Pace {
  id: string;
  /** null: none of its runs has ended by itself. */
  runMs: number | null;
  threads: number;
  /** Threads that other sweeps hold. */
  elsewhere: number;
  /** How long each of its runs that is under way has been so. */
  heldMs: number[];
}

/** What is known of a sweep whose time left is asked for. */
export interface SweepUnderWay {
  id: string;
  state: SweepState;
  progress: SweepProgress;
}

/**
 * In how many milliseconds the last run of each sweep will have ended, if the runs
 * to come take as long as its newest did, on the threads that are alive and do not
 * work for other sweeps. Neither pauses nor a retry long after count, because only
 * runs are measured. null: it does not run, none of its runs has ended yet, or no
 * thread is free for it. The cost does not depend on how many runs there are.
 */
export async function estimateTimeLeft(
  { orm }: Database,
  sweeps: readonly SweepUnderWay[],
): Promise<Map<string, number | null>> {
  const left = new Map<string, number | null>(sweeps.map(({ id }) => [id, null]));
  const running = new Map(
    sweeps.filter(({ state }) => state === "running").map(({ id, progress }) => [id, progress]),
  );
  if (running.size === 0) return left;
  const statement = sql`
with alive as (
  select worker.id, worker.concurrency
    from rookery.workers worker
   where ${takesRuns()}
), held as (
  select run.sweep_id, extract(epoch from now() - attempt.started_at)::float8 * 1000 as ms
    from rookery.attempts attempt
    join alive on alive.id = attempt.worker_id
    join rookery.runs run on run.id = attempt.run_id and run.attempt = attempt.number
   where attempt.state = 'running'
)
select sweep.id, measured.ms as "runMs",
       (select coalesce(sum(concurrency), 0)::int from alive) as threads,
       (select count(*)::int from held where sweep_id is distinct from sweep.id) as elsewhere,
       array(select ms from held where sweep_id = sweep.id) as "heldMs"
  from unnest(${sql.param([...running.keys()])}::text[]) sweep (id)
 cross join lateral (
   select avg(extract(epoch from ended_at - started_at))::float8 * 1000 as ms
     from (select started_at, ended_at from rookery.runs
            where sweep_id = sweep.id and state in ('succeeded', 'pruned', 'failed', 'timed-out')
            order by ended_at desc limit ${measuredRuns}) newest) measured`;
  const rows = await queryRows<Pace>(orm, statement, { name: "estimate-time-left" });
  for (const pace of rows) {
    const progress = running.get(pace.id);
    if (progress) left.set(pace.id, timeLeft(pace, progress));
  }
  return left;
}

function timeLeft(
  { runMs, threads, elsewhere, heldMs }: Pace,
  { queued, running }: SweepProgress,
): number | null {
  if (runMs === null) return null;
  // Runs of a worker that is gone are under way for nobody: they begin anew.
  const orphaned = Math.max(0, running - heldMs.length);
  const ms = estimateMakespan({
    runMs,
    waiting: queued + orphaned,
    threads: Math.max(0, threads - elsewhere),
    leftMs: heldMs.map((held) => Math.max(0, runMs - held)),
  });
  return ms === null ? null : Math.round(ms);
}
