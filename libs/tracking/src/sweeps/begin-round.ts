import { type SweepState, terminalSweepStates } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, asc, eq, lt, lte, notInArray, sql } from "drizzle-orm";
import type { PlannedRun } from "./launch-sweep.ts";
import { mayTake } from "./take-step.ts";

const { runs, sweeps } = schema;

/**
 * Begins the next round of an open sweep: from now on jobs and finalizers of
 * earlier rounds change nothing, and nothing of the new one is in the queue.
 * Answers `false` when somebody began a round after `after`, or the sweep is in
 * no state in which runs may be trained or finalized.
 */
export async function beginRound(
  database: Database,
  { sweepId, after }: { sweepId: string; after: number },
): Promise<boolean> {
  const begun = await database.orm
    .update(sweeps)
    .set({ round: sql`${sweeps.round} + 1`, roundStartedAt: sql`now()`, handedThrough: 0 })
    .where(and(eq(sweeps.id, sweepId), eq(sweeps.round, after), mayTake("finalize")))
    .returning({ id: sweeps.id });
  return begun.length > 0;
}

/** The runs of a sweep that nobody has begun, or that were handed back, by number: at most `limit`, up to number `through`. */
export async function listQueuedRuns(
  { orm }: Database,
  sweepId: string,
  { limit, through }: { limit?: number; through?: number } = {},
): Promise<PlannedRun[]> {
  const query = orm
    .select({ runId: runs.id, number: runs.number, params: runs.params })
    .from(runs)
    .where(
      and(
        eq(runs.sweepId, sweepId),
        eq(runs.state, "queued"),
        through === undefined ? undefined : lte(runs.number, through),
      ),
    )
    .orderBy(asc(runs.number));
  const rows = await (limit === undefined ? query : query.limit(limit));
  return rows.map((row) => ({ ...row, number: row.number ?? 0 }));
}

export interface OpenSweep {
  sweepId: string;
  name: string;
  state: SweepState;
  round: number;
  /** Up to this number the queue has been given its queued runs. */
  handedThrough: number;
  runCount: number;
}

/** The sweeps that have not ended and whose round is older than `olderThanMs`, oldest first. */
export async function listOpenSweeps(
  { orm }: Database,
  { olderThanMs }: { olderThanMs: number },
): Promise<OpenSweep[]> {
  return await orm
    .select({
      sweepId: sweeps.id,
      name: sweeps.name,
      state: sweeps.state,
      round: sweeps.round,
      handedThrough: sweeps.handedThrough,
      runCount: sweeps.runCount,
    })
    .from(sweeps)
    .where(
      and(
        notInArray(sweeps.state, [...terminalSweepStates]),
        lt(sweeps.roundStartedAt, sql`now() - ${olderThanMs} * interval '1 millisecond'`),
      ),
    )
    .orderBy(asc(sweeps.id));
}
