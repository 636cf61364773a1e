import type { RunState, Sweep, SweepProgress, SweepState } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { count, inArray } from "drizzle-orm";
import { estimateTimeLeft } from "../estimates/estimate-time-left.ts";
import { findBestRuns } from "../runs/find-best-runs.ts";

/** What changes about a sweep while it runs, besides its state. */
export type Standing = Pick<Sweep, "progress" | "etaMs" | "best">;

/** How each of these sweeps stands; their states were read before. */
export async function readStandings(
  database: Database,
  sweeps: readonly { id: string; state: SweepState }[],
): Promise<(sweepId: string) => Standing> {
  const ids = sweeps.map(({ id }) => id);
  const [progress, best] = await Promise.all([
    readProgress(database, ids),
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

const fieldOf = {
  queued: "queued",
  running: "running",
  succeeded: "succeeded",
  pruned: "pruned",
  failed: "failed",
  "timed-out": "timedOut",
  cancelled: "cancelled",
  lost: "lost",
} as const satisfies Record<RunState, keyof SweepProgress>;

/** How many runs of each sweep are in which state. */
export async function readProgress(
  { orm }: Database,
  sweepIds: string[],
): Promise<Map<string, SweepProgress>> {
  const progress = new Map(sweepIds.map((id) => [id, emptyProgress()]));
  if (sweepIds.length === 0) return progress;
  const rows = await orm
    .select({ sweepId: schema.runs.sweepId, state: schema.runs.state, runs: count() })
    .from(schema.runs)
    .where(inArray(schema.runs.sweepId, sweepIds))
    .groupBy(schema.runs.sweepId, schema.runs.state);
  for (const { sweepId, state, runs } of rows) {
    const entry = sweepId === null ? undefined : progress.get(sweepId);
    if (!entry) continue;
    entry[fieldOf[state]] = runs;
    entry.total += runs;
  }
  return progress;
}

function emptyProgress(): SweepProgress {
  return {
    total: 0,
    queued: 0,
    running: 0,
    succeeded: 0,
    pruned: 0,
    failed: 0,
    timedOut: 0,
    cancelled: 0,
    lost: 0,
  };
}
