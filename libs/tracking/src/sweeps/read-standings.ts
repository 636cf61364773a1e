import type { Sweep, SweepState } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { estimateTimeLeft } from "../estimates/estimate-time-left.ts";
import { findBestRuns } from "../runs/find-best-runs.ts";
import { sweepProgress } from "./sweep-progress.ts";

/** What changes about a sweep while it runs, besides its state. */
export type Standing = Pick<Sweep, "progress" | "etaMs" | "best">;

/** How each of these sweeps stands; their states were read before. */
export async function readStandings(
  database: Database,
  sweeps: readonly { id: string; state: SweepState }[],
): Promise<(sweepId: string) => Standing> {
  const ids = sweeps.map(({ id }) => id);
  const [progress, best] = await Promise.all([
    sweepProgress(database, ids),
    findBestRuns(database.orm, ids),
  ]);
  const progressOf = (id: string) => progress.get(id) as Sweep["progress"];
  const left = await estimateTimeLeft(
    database,
    sweeps.map(({ id, state }) => ({ id, state, progress: progressOf(id) })),
  );
  return (id) => ({
    progress: progressOf(id),
    etaMs: left.get(id) ?? null,
    best: best.get(id) ?? null,
  });
}
