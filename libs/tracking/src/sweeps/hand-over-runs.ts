import { type SweepState, sweepSteps } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, asc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import type { PlannedRun } from "./launch-sweep.ts";

const { runs, sweeps } = schema;

/** A sweep of which the queue has not been given everything in its present round. */
export interface UnhandedSweep {
  sweepId: string;
  name: string;
  state: SweepState;
  round: number;
  /** Up to this number the queue has been given the runs that were queued. */
  handedThrough: number;
  runCount: number;
  /** How many runs it is handed for each one of a sweep of priority 1. */
  priority: number;
  /** Tries of each run. */
  attempts: number;
}

/** The sweeps that are to be trained or finalized and are not wholly in the queue, oldest first. */
export async function listUnhandedSweeps({ orm }: Database): Promise<UnhandedSweep[]> {
  return await orm
    .select({
      sweepId: sweeps.id,
      name: sweeps.name,
      state: sweeps.state,
      round: sweeps.round,
      handedThrough: sweeps.handedThrough,
      runCount: sweeps.runCount,
      // Sweeps of earlier releases say none.
      priority: sql<number>`coalesce((${sweeps.spec} ->> 'priority')::int, 1)`,
      attempts: sql<number>`(${sweeps.spec} ->> 'runAttempts')::int`,
    })
    .from(sweeps)
    .where(
      and(
        inArray(sweeps.state, [...sweepSteps.finalize.from]),
        lt(sweeps.handedThrough, sweeps.runCount),
      ),
    )
    .orderBy(asc(sweeps.id));
}

/** The next queued runs after a number, at most `limit` of them, and whether they are the last. */
export async function listNextRuns(
  { orm }: Database,
  { sweepId, after, limit }: { sweepId: string; after: number; limit: number },
): Promise<{ runs: PlannedRun[]; areLast: boolean }> {
  const rows = await orm
    .select({ runId: runs.id, number: runs.number, params: runs.params })
    .from(runs)
    .where(and(eq(runs.sweepId, sweepId), eq(runs.state, "queued"), gt(runs.number, after)))
    .orderBy(asc(runs.number))
    .limit(limit + 1);
  const next = rows.slice(0, limit).map((row) => ({ ...row, number: row.number ?? 0 }));
  return { runs: next, areLast: rows.length <= limit };
}

/**
 * Records that the queue has the queued runs of a round up to this number. To be
 * called after they were added: whoever dies in between has them added once more,
 * which changes nothing. Does nothing when another round has begun.
 */
export async function recordHandedOver(
  { orm }: Database,
  { sweepId, round, through }: { sweepId: string; round: number; through: number },
): Promise<void> {
  await orm
    .update(sweeps)
    .set({ handedThrough: sql`greatest(${sweeps.handedThrough}, ${through}::int)` })
    .where(and(eq(sweeps.id, sweepId), eq(sweeps.round, round)));
}
