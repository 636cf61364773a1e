import { failedStates, type RunError, type sweepSteps } from "@rookery/contracts";
import { type Executor, queryRows, schema } from "@rookery/database";
import { and, eq, sql } from "drizzle-orm";
import { mayTake } from "./take-step.ts";

const { sweeps } = schema;

export interface SweepOutcome {
  sweepId: string;
  round: number;
  state: (typeof sweepSteps.finish.to)[number];
  bestRunId?: string;
  error?: RunError;
  /** Why a success registers nothing. */
  note?: string;
}

/**
 * Ends a finalizing sweep. Where a model is registered it takes the transaction
 * that does so and promotes it, so that all of it happens or none. Of two
 * finalizers only the first succeeds, and none of an earlier round; the others
 * learn through `fenced` and must roll back.
 */
export async function finishSweep(
  executor: Executor,
  { sweepId, round, state, bestRunId, error, note }: SweepOutcome,
): Promise<{ fenced: boolean }> {
  const rows = await executor
    .update(sweeps)
    .set({
      state,
      bestRunId: bestRunId ?? null,
      error: error ?? null,
      note: note ?? null,
      finishedAt: sql`now()`,
    })
    .where(and(eq(sweeps.id, sweepId), eq(sweeps.round, round), mayTake("finish")))
    .returning({ id: sweeps.id });
  return { fenced: rows.length === 0 };
}

interface Failures {
  failed: number;
  total: number;
  /** The error most of them ended with. */
  common: { runs: number; code: string; message: string } | null;
}

/** How many runs of a sweep failed and what most of them failed of, for people. */
export async function describeFailures(executor: Executor, sweepId: string): Promise<string> {
  const statement = sql`
with failed as (
  select error ->> 'code' as code, min(error ->> 'message') as message, count(*)::int as runs
    from rookery.runs
   where sweep_id = ${sweepId} and state in ${failedStates}
   group by 1
)
select (select coalesce(sum(runs), 0)::int from failed) as failed,
       (select count(*)::int from rookery.runs where sweep_id = ${sweepId}) as total,
       (select to_json(failed) from failed order by runs desc, code limit 1) as common`;
  const [failures] = await queryRows<Failures>(executor, statement);
  const { failed, total, common } = failures as Failures;
  const most = common && ` Most often (${common.runs}): ${common.code}: ${common.message}`;
  return `${failed} of ${total} runs failed.${most ?? ""}`;
}
