import type { RunError, StopReason } from "@rookery/contracts";
import { type Database, type Executor, schema } from "@rookery/database";
import { and, eq, inArray, sql } from "drizzle-orm";
import { cancelQueuedRuns } from "./cancel-queued-runs.ts";
import { describeFailures } from "./describe-failures.ts";

/**
 * Takes a sweep into finalizing once every run has ended. Runs that were handed
 * back while their sweep was stopping end here. The answer tells what to do:
 *
 * - `ready`: pick the best run (the sweep is now `finalizing`).
 * - `stopped`: it was cancelled, or too many runs failed; it has ended.
 * - `waiting`: some runs are with a worker, or wait for one.
 * - `done`: somebody finalized it already, it is paused, a newer round has
 *   begun, or there is no such sweep.
 */
export type FinalizeStart =
  | { kind: "ready" }
  | { kind: "stopped"; reason: StopReason }
  | { kind: "waiting"; running: number; queued: number }
  | { kind: "done" };

export async function beginFinalize(
  database: Database,
  { sweepId, round }: { sweepId: string; round: number },
): Promise<FinalizeStart> {
  return await database.orm.transaction(async (tx) => {
    const [sweep] = await tx
      .select()
      .from(schema.sweeps)
      .where(
        and(
          eq(schema.sweeps.id, sweepId),
          eq(schema.sweeps.round, round),
          inArray(schema.sweeps.state, ["running", "finalizing", "stopping"]),
        ),
      )
      .for("update");
    if (!sweep) return { kind: "done" };
    if (sweep.state === "stopping") await cancelQueuedRuns(tx, sweepId);
    const open = await countOpenRuns(tx, sweepId);
    if (open.running + open.queued > 0) return { kind: "waiting", ...open };
    const reason = sweep.state === "stopping" ? sweep.stopReason : null;
    if (reason === "cancelled" || reason === "too-many-failures") {
      const ended = await describeStop(tx, sweepId, reason);
      await tx
        .update(schema.sweeps)
        .set({ ...ended, finishedAt: sql`now()` })
        .where(eq(schema.sweeps.id, sweepId));
      return { kind: "stopped", reason };
    }
    await tx
      .update(schema.sweeps)
      .set({ state: "finalizing" })
      .where(eq(schema.sweeps.id, sweepId));
    return { kind: "ready" };
  });
}

async function countOpenRuns(executor: Executor, sweepId: string) {
  const { rows } = await executor.execute<{ running: number; queued: number }>(sql`
    select count(*) filter (where state = 'running')::int as running,
           count(*) filter (where state = 'queued')::int as queued
      from rookery.runs
     where sweep_id = ${sweepId} and state in ('running', 'queued')`);
  return rows[0] ?? { running: 0, queued: 0 };
}

async function describeStop(
  executor: Executor,
  sweepId: string,
  reason: "cancelled" | "too-many-failures",
): Promise<{ state: "cancelled" | "failed"; error: RunError | null }> {
  if (reason === "cancelled") return { state: "cancelled", error: null };
  const message = `More runs failed than the sweep allows: ${await describeFailures(executor, sweepId)}`;
  return { state: "failed", error: { code: "too-many-failures", message } };
}
