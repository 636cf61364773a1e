import { failedStates, openRunStates, type StopReason } from "@rookery/contracts";
import {
  type Database,
  type Executor,
  queryRows,
  schema,
  withTransaction,
} from "@rookery/database";
import { and, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { mayTake, requireTaken } from "./take-step.ts";

/*
 * A sweep is stopped because somebody cancels it, because more of its runs have
 * failed than it allows, or because its deadline has passed. Its queued runs then
 * end as cancelled, the first thousands at once, running ones when their workers
 * notice, and all others when its finalizing job looks at them.
 */

const { runs, sweeps } = schema;

/** One such step takes some tens of milliseconds; whoever finalizes the sweep takes the others. */
const cancelledAtOnce = 5_000;

/**
 * Asks a running or paused sweep to stop. Cancelling a sweep that is already
 * stopping or was cancelled changes nothing; one that ended otherwise is a
 * conflict.
 */
export async function cancelSweep(database: Database, sweepId: string): Promise<void> {
  const stopped = await stopSweeps(database, eq(sweeps.id, sweepId), "cancelled");
  if (stopped.length > 0) return;
  await requireTaken(database, { sweepId, in: ["stopping", "cancelled"], done: "cancelled" });
}

/**
 * Stops a sweep when more of its runs have failed than its spec allows, and says
 * whether it did. To be called after a failure was recorded; it reads no more
 * index entries than failures are allowed.
 */
export async function stopFailingSweep(database: Database, sweepId: string): Promise<boolean> {
  const hasFailedTooOften = sql`
    id = ${sweepId} and (spec ->> 'maxFailures') is not null and exists (
      select 1 from rookery.runs
       where sweep_id = ${sweepId} and state in ${failedStates}
      offset (spec ->> 'maxFailures')::int limit 1)`;
  const stopped = await stopSweeps(database, hasFailedTooOften, "too-many-failures");
  return stopped.length > 0;
}

/** Stops every sweep whose deadline has passed, paused ones too, and answers their ids. */
export function stopOverdueSweeps(database: Database): Promise<string[]> {
  return stopSweeps(database, lt(sweeps.deadlineAt, sql`now()`), "deadline");
}

/** Stops those of the sweeps that may be stopped, and answers their ids. */
function stopSweeps(database: Database, which: SQL, stopReason: StopReason): Promise<string[]> {
  return withTransaction(
    database,
    async (tx) => {
      const stopped = await tx
        .update(sweeps)
        .set({ state: "stopping", stopReason, stopRequestedAt: sql`now()` })
        .where(and(mayTake("stop"), which))
        .returning({ id: sweeps.id });
      const sweepIds = stopped.map(({ id }) => id);
      for (const sweepId of sweepIds) await cancelQueuedRuns(tx, sweepId);
      return sweepIds;
    },
    { isLong: true },
  );
}

/**
 * Ends runs of a stopping sweep that nobody has begun, or that were handed back:
 * so many at once that others do not wait for it.
 */
export async function cancelQueuedRuns(executor: Executor, sweepId: string): Promise<void> {
  const some = executor
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.sweepId, sweepId), eq(runs.state, "queued")))
    .limit(cancelledAtOnce);
  await executor
    .update(runs)
    .set({ state: "cancelled", endedAt: sql`now()` })
    .where(and(inArray(runs.id, some), eq(runs.state, "queued")));
}

/**
 * Ends a run that the queue delivered while its sweep was stopping:
 * nobody may claim it any more, and whoever held it could not record its end.
 * Does nothing to other runs.
 */
export async function endCancelledRun({ orm }: Database, runId: string): Promise<void> {
  const statement = sql`
with ended as (
  update rookery.runs run
     set state = 'cancelled', ended_at = now()
    from rookery.sweeps sweep
   where run.id = ${runId} and run.state in ${openRunStates}
     and sweep.id = run.sweep_id and sweep.state = 'stopping'
  returning run.id
)
update rookery.attempts attempt
   set state = 'cancelled', ended_at = now()
  from ended
 where attempt.run_id = ended.id and attempt.state = 'running'`;
  await queryRows(orm, statement, { name: "end-cancelled-run" });
}
