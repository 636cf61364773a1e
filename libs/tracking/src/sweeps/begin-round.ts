import { type Database, schema } from "@rookery/database";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { PlannedRun } from "./launch-sweep.ts";
import { listQueuedRuns } from "./list-queued-runs.ts";

const { sweeps } = schema;

export interface Round {
  sweepId: string;
  round: number;
  name: string;
  /** The queued runs, by number. */
  runs: PlannedRun[];
  /** Tries of each run. */
  attempts: number;
}

/**
 * Begins the next round of an open sweep: from now on jobs and finalizers of
 * earlier rounds change nothing. The caller hands the round to the queue, and
 * the reconciler begins another one if the caller dies. Answers `null` when the
 * sweep is not open or somebody began a round after `after`.
 */
export async function beginRound(
  database: Database,
  { sweepId, after }: { sweepId: string; after: number },
): Promise<Round | null> {
  const [sweep] = await database.orm
    .update(sweeps)
    .set({ round: sql`${sweeps.round} + 1`, roundStartedAt: sql`now()` })
    .where(
      and(
        eq(sweeps.id, sweepId),
        eq(sweeps.round, after),
        inArray(sweeps.state, ["running", "stopping", "finalizing"]),
      ),
    )
    .returning({ round: sweeps.round, name: sweeps.name, spec: sweeps.spec });
  if (!sweep) return null;
  const { round, name, spec } = sweep;
  const runs = await listQueuedRuns(database, sweepId);
  return { sweepId, round, name, runs, attempts: spec.runAttempts };
}
