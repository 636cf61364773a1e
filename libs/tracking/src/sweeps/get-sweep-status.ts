import type { SweepEvent } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { getSweepRow } from "./get-sweep-row.ts";
import { readStandings } from "./read-standings.ts";

/** What changes while a sweep runs: state, round, progress, time left and the best run so far. */
export async function getSweepStatus(database: Database, sweepId: string): Promise<SweepEvent> {
  // The state is read first: a terminal state must never come with older progress.
  const { state, round } = await getSweepRow(database, sweepId);
  const standingOf = await readStandings(database, [{ id: sweepId, state }]);
  return { id: sweepId, state, round, ...standingOf(sweepId) };
}
