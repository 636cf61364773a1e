import { AppError } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { getSweepRow } from "./get-sweep-row.ts";
import { bySweepId, stopSweeps } from "./stop-sweep.ts";

/**
 * Asks a running or paused sweep to stop. Cancelling a sweep that is already
 * stopping or was cancelled changes nothing; one that ended otherwise is a
 * conflict.
 */
export async function cancelSweep(database: Database, sweepId: string): Promise<void> {
  const stopped = await database.orm.transaction((tx) =>
    stopSweeps(tx, { which: bySweepId(sweepId), reason: "cancelled" }),
  );
  if (stopped.length > 0) return;
  const { state } = await getSweepRow(database, sweepId);
  if (state === "stopping" || state === "cancelled") return;
  throw new AppError("conflict", `Sweep ${sweepId} cannot be cancelled: it is ${state}.`);
}
