import { openRunStates, type RunError, type StopReason, type sweepSteps } from "@rookery/contracts";
import {
  type Database,
  type Executor,
  queryRows,
  schema,
  withTransaction,
} from "@rookery/database";
import { and, eq, sql } from "drizzle-orm";
import { describeFailures } from "./finish-sweep.ts";
import { cancelQueuedRuns } from "./stop-sweeps.ts";
import { mayTake } from "./take-step.ts";

const { sweeps } = schema;

/**
 * Takes a sweep into finalizing once every run has ended. Queued runs of a sweep
 * that is stopping end here, some thousands each time it is called. The answer tells what to do:
 *
 * - `ready`: pick the best run (the sweep is now `finalizing`).
 * - `stopped`: it was cancelled, or too many runs failed; it has ended.
 * - `waiting`: some runs are with a worker, or wait for one; `willEnd`: they end
 *   whatever the queue does, so it is worth to come back.
 * - `done`: somebody finalized it already, it is paused, a newer round has
 *   begun, or there is no such sweep.
 */
export type FinalizeStart =
  | { kind: "ready" }
  | { kind: "stopped"; reason: StopReason }
  | { kind: "waiting"; willEnd: boolean }
  | { kind: "done" };

/** Takes a sweep whose runs have all ended to `finalizing`, or says why that is not to be done: see `FinalizeStart`. */
export async function beginFinalize(
  database: Database,
  { sweepId, round }: { sweepId: string; round: number },
): Promise<FinalizeStart> {
  return await withTransaction(database, async (tx) => {
    const [sweep] = await tx
      .select()
      .from(sweeps)
      .where(and(eq(sweeps.id, sweepId), eq(sweeps.round, round), mayTake("finalize")))
      .for("update");
    if (!sweep) return { kind: "done" };
    const isStopping = sweep.state === "stopping";
    if (isStopping) await cancelQueuedRuns(tx, sweepId);
    const { running, queued } = await countOpenRuns(tx, sweepId);
    if (running + queued > 0) return { kind: "waiting", willEnd: running > 0 || isStopping };
    const reason = isStopping ? sweep.stopReason : null;
    if (reason === "cancelled" || reason === "too-many-failures") {
      const end = await describeStop(tx, sweepId, reason);
      await tx
        .update(sweeps)
        .set({ ...end, finishedAt: sql`now()` })
        .where(eq(sweeps.id, sweepId));
      return { kind: "stopped", reason };
    }
    await tx.update(sweeps).set({ state: "finalizing" }).where(eq(sweeps.id, sweepId));
    return { kind: "ready" };
  });
}

async function countOpenRuns(executor: Executor, sweepId: string) {
  const statement = sql`
select count(*) filter (where state = 'running')::int as running,
       count(*) filter (where state = 'queued')::int as queued
  from rookery.runs
 where sweep_id = ${sweepId} and state in ${openRunStates}`;
  const [open] = await queryRows<{ running: number; queued: number }>(executor, statement);
  return open ?? { running: 0, queued: 0 };
}

/** How a sweep ends that is not finalized. */
async function describeStop(
  executor: Executor,
  sweepId: string,
  reason: "cancelled" | "too-many-failures",
): Promise<{ state: (typeof sweepSteps.giveUp.to)[number]; error: RunError | null }> {
  if (reason === "cancelled") return { state: "cancelled", error: null };
  const message = `More runs failed than the sweep allows: ${await describeFailures(executor, sweepId)}`;
  return { state: "failed", error: { code: "too-many-failures", message } };
}
