import type { RunError } from "@rookery/contracts";
import { type Executor, schema } from "@rookery/database";
import { and, eq, sql } from "drizzle-orm";

export interface SweepOutcome {
  sweepId: string;
  round: number;
  state: "succeeded" | "failed";
  bestRunId?: string;
  error?: RunError;
  /** Why a success registers nothing. */
  note?: string;
}

/**
 * Ends a finalizing sweep. Runs inside the transaction that registers and
 * promotes the model, so that all of it happens or none. Of two finalizers only
 * the first succeeds, and none of an earlier round; the others learn through
 * `fenced` and must roll back.
 */
export async function finishSweep(
  executor: Executor,
  outcome: SweepOutcome,
): Promise<{ fenced: boolean }> {
  const rows = await executor
    .update(schema.sweeps)
    .set({
      state: outcome.state,
      bestRunId: outcome.bestRunId ?? null,
      error: outcome.error ?? null,
      note: outcome.note ?? null,
      finishedAt: sql`now()`,
    })
    .where(
      and(
        eq(schema.sweeps.id, outcome.sweepId),
        eq(schema.sweeps.round, outcome.round),
        eq(schema.sweeps.state, "finalizing"),
      ),
    )
    .returning({ id: schema.sweeps.id });
  return { fenced: rows.length === 0 };
}
