import type { Params } from "@rookery/contracts";
import { type Database, isUniqueViolation, schema } from "@rookery/database";
import { and, eq, isNull } from "drizzle-orm";

const { runs } = schema;

/**
 * How giving a run its parameters ended.
 *
 * - `drawn`: they are the run's from now on, whatever becomes of it.
 * - `taken`: another run of the sweep has the same ones; draw again.
 * - `fenced`: a newer attempt owns the run, or it has ended.
 */
export type DrawOutcome = "drawn" | "taken" | "fenced";

export interface Draw {
  runId: string;
  attempt: number;
  params: Params;
  /** `combinationHash` of the parameters. */
  hash: string;
}

/** Gives a claimed run that has none its parameters. */
export async function drawRun(
  { orm }: Database,
  { runId, attempt, params, hash }: Draw,
): Promise<DrawOutcome> {
  try {
    const drawn = await orm
      .update(runs)
      .set({ params, paramsHash: hash })
      .where(
        and(
          eq(runs.id, runId),
          eq(runs.attempt, attempt),
          eq(runs.state, "running"),
          isNull(runs.paramsHash),
        ),
      )
      .returning({ id: runs.id });
    return drawn.length === 1 ? "drawn" : "fenced";
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}
