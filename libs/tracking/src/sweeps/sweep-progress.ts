import type { RunState, SweepProgress } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { count, inArray } from "drizzle-orm";

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
export async function sweepProgress(
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
