import { type SweepState, terminalSweepStates } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, asc, eq, lt, notInArray, sql } from "drizzle-orm";
import type { PlannedRun } from "./launch-sweep.ts";
import { mayTake } from "./take-step.ts";

const { runs, sweeps } = schema;

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
 * the reconciler begins another one if the caller dies. Answers `null` when
 * somebody began a round after `after`, or the sweep is in no state in which
 * runs may be trained or finalized.
 */
export async function beginRound(
  database: Database,
  { sweepId, after }: { sweepId: string; after: number },
): Promise<Round | null> {
  const [sweep] = await database.orm
    .update(sweeps)
    .set({ round: sql`${sweeps.round} + 1`, roundStartedAt: sql`now()` })
    .where(and(eq(sweeps.id, sweepId), eq(sweeps.round, after), mayTake("finalize")))
    .returning({ round: sweeps.round, name: sweeps.name, spec: sweeps.spec });
  if (!sweep) return null;
  const { round, name, spec } = sweep;
  const queued = await listQueuedRuns(database, sweepId);
  return { sweepId, round, name, runs: queued, attempts: spec.runAttempts };
}

/** The runs of a sweep that nobody has begun, or that were handed back, by number; at most `limit`. */
export async function listQueuedRuns(
  { orm }: Database,
  sweepId: string,
  { limit }: { limit?: number } = {},
): Promise<PlannedRun[]> {
  const query = orm
    .select({ runId: runs.id, number: runs.number, params: runs.params })
    .from(runs)
    .where(and(eq(runs.sweepId, sweepId), eq(runs.state, "queued")))
    .orderBy(asc(runs.number));
  const rows = await (limit === undefined ? query : query.limit(limit));
  return rows.map((row) => ({ ...row, number: row.number ?? 0 }));
}

export interface OpenSweep {
  sweepId: string;
  name: string;
  state: SweepState;
  round: number;
}

/** The sweeps that have not ended and whose round is older than `olderThanMs`, oldest first. */
export async function listOpenSweeps(
  { orm }: Database,
  { olderThanMs }: { olderThanMs: number },
): Promise<OpenSweep[]> {
  return await orm
    .select({ sweepId: sweeps.id, name: sweeps.name, state: sweeps.state, round: sweeps.round })
    .from(sweeps)
    .where(
      and(
        notInArray(sweeps.state, [...terminalSweepStates]),
        lt(sweeps.roundStartedAt, sql`now() - ${olderThanMs} * interval '1 millisecond'`),
      ),
    )
    .orderBy(asc(sweeps.id));
}
