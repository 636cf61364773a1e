import { type Database, schema } from "@rookery/database";
import { and, count, eq, inArray, sql } from "drizzle-orm";
import { cancelQueuedRuns } from "./cancel-queued-runs.ts";

/**
 * Takes a sweep into finalizing once every run has ended. Runs that were handed
 * back while their sweep was being cancelled end here. The answer tells what to
 * do:
 *
 * - `ready`: pick the best run (the sweep is now `finalizing`).
 * - `cancelled`: the sweep was being cancelled and is now `cancelled`.
 * - `waiting`: `pending` runs have not ended.
 * - `done`: somebody finalized it already, or there is no such sweep.
 */
export type FinalizeStart =
  | { kind: "ready" }
  | { kind: "cancelled" }
  | { kind: "waiting"; pending: number }
  | { kind: "done" };

export async function beginFinalize(database: Database, sweepId: string): Promise<FinalizeStart> {
  return await database.orm.transaction(async (tx) => {
    const [sweep] = await tx
      .select()
      .from(schema.sweeps)
      .where(
        and(
          eq(schema.sweeps.id, sweepId),
          inArray(schema.sweeps.state, ["running", "finalizing", "cancelling"]),
        ),
      )
      .for("update");
    if (!sweep) return { kind: "done" };
    if (sweep.state === "cancelling") await cancelQueuedRuns(tx, sweepId);
    const [open] = await tx
      .select({ pending: count() })
      .from(schema.runs)
      .where(
        and(eq(schema.runs.sweepId, sweepId), inArray(schema.runs.state, ["queued", "running"])),
      );
    if (open && open.pending > 0) return { kind: "waiting", pending: open.pending };
    if (sweep.state === "cancelling") {
      await tx
        .update(schema.sweeps)
        .set({ state: "cancelled", finishedAt: sql`now()` })
        .where(eq(schema.sweeps.id, sweepId));
      return { kind: "cancelled" };
    }
    await tx
      .update(schema.sweeps)
      .set({ state: "finalizing" })
      .where(eq(schema.sweeps.id, sweepId));
    return { kind: "ready" };
  });
}
