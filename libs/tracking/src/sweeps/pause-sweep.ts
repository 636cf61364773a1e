import { type Database, schema } from "@rookery/database";
import { and, eq } from "drizzle-orm";
import { mayTake, requireTaken } from "./take-step.ts";

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
    .where(and(eq(sweeps.id, sweepId), mayTake("pause")))
    .returning({ id: sweeps.id });
  if (rows.length > 0) return;
  await requireTaken(database, { sweepId, in: ["paused"], done: "paused" });
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
    .where(and(eq(sweeps.id, sweepId), mayTake("resume")))
    .returning({ id: sweeps.id });
  if (rows.length > 0) return true;
  await requireTaken(database, { sweepId, in: ["running"], done: "resumed" });
  return false;
}
