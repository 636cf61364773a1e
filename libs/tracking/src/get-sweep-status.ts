import type { SweepEvent } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { findBestRuns } from "./find-best-runs.ts";
import { getSweepRow } from "./get-sweep-row.ts";
import { sweepProgress } from "./sweep-progress.ts";

/** What changes while a sweep runs: state, progress and the best run so far. */
export async function getSweepStatus(database: Database, sweepId: string): Promise<SweepEvent> {
  // The state is read first: a terminal state must never come with older progress.
  const { state } = await getSweepRow(database, sweepId);
  const [progress, best] = await Promise.all([
    sweepProgress(database, [sweepId]),
    findBestRuns(database.orm, [sweepId]),
  ]);
  return {
    id: sweepId,
    state,
    progress: progress.get(sweepId) as SweepEvent["progress"],
    best: best.get(sweepId) ?? null,
  };
}
