import { AppError, type RetryRequest, terminalSweepStates } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, eq, inArray, sql } from "drizzle-orm";

const { runs, sweeps } = schema;
type Retryable = NonNullable<RetryRequest["states"]>[number];

/**
 * Queues runs that ended in one of these states again, with all their tries;
 * attempts keep counting and what is recorded of them stays. An ended sweep
 * runs again, with a new deadline, and is finalized again. A new round must
 * begin for the queued runs. A `conflict` when there is nothing to retry, or
 * while the sweep is stopping or being finalized.
 */
export async function retryRuns(
  { orm }: Database,
  { sweepId, states }: { sweepId: string; states: Retryable[] },
): Promise<{ retried: number }> {
  return await orm.transaction(async (tx) => {
    const [sweep] = await tx.select().from(sweeps).where(eq(sweeps.id, sweepId)).for("update");
    if (!sweep) throw new AppError("not-found", `There is no sweep ${sweepId}.`);
    if (sweep.state === "stopping" || sweep.state === "finalizing") {
      throw new AppError("conflict", `Sweep ${sweepId} is ${sweep.state}.`, {
        hint: "Wait until it has ended, then retry.",
      });
    }
    const { rowCount: retried } = await tx
      .update(runs)
      .set({ state: "queued", tries: 0, error: null, startedAt: null, endedAt: null })
      .where(and(eq(runs.sweepId, sweepId), inArray(runs.state, states)));
    if (!retried) {
      throw new AppError(
        "conflict",
        `Sweep ${sweepId} has no run that is ${states.join(" or ")}.`,
        {
          hint: "Name other states to retry; GET /sweeps/:id tells how many runs are in which.",
        },
      );
    }
    if ((terminalSweepStates as readonly string[]).includes(sweep.state)) {
      const { deadlineMs } = sweep.spec;
      await tx
        .update(sweeps)
        .set({
          state: "running",
          stopReason: null,
          stopRequestedAt: null,
          bestRunId: null,
          note: null,
          error: null,
          finishedAt: null,
          idleMs: sql`${sweeps.idleMs} + coalesce(extract(epoch from now() - ${sweeps.finishedAt}) * 1000, 0)::bigint`,
          deadlineAt:
            deadlineMs === undefined ? null : sql`now() + ${deadlineMs} * interval '1 millisecond'`,
        })
        .where(eq(sweeps.id, sweepId));
    }
    return { retried };
  });
}
