import { AppError } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import { getSweepRow } from "./get-sweep-row.ts";

const { sweeps } = schema;

/**
 * Pauses a running sweep: nothing of it can be claimed any more, and workers
 * hand back what they hold when they notice. Pausing it again changes nothing;
 * any other state is a conflict.
 */
export async function pauseSweep(database: Database, sweepId: string): Promise<void> {
  const rows = await database.orm
    .update(sweeps)
    .set({ state: "paused" })
    .where(and(eq(sweeps.id, sweepId), eq(sweeps.state, "running")))
    .returning({ id: sweeps.id });
  if (rows.length > 0) return;
  const { state } = await getSweepRow(database, sweepId);
  if (state === "paused") return;
  throw new AppError("conflict", `Sweep ${sweepId} cannot be paused: it is ${state}.`);
}

/**
 * Lets a paused sweep run again. A new round must begin for its queued runs.
 * Resuming a running sweep changes nothing and answers `false`; any other state
 * is a conflict.
 */
export async function resumeSweep(database: Database, sweepId: string): Promise<boolean> {
  const rows = await database.orm
    .update(sweeps)
    .set({ state: "running" })
    .where(and(eq(sweeps.id, sweepId), eq(sweeps.state, "paused")))
    .returning({ id: sweeps.id });
  if (rows.length > 0) return true;
  const { state } = await getSweepRow(database, sweepId);
  if (state === "running") return false;
  throw new AppError("conflict", `Sweep ${sweepId} cannot be resumed: it is ${state}.`);
}
