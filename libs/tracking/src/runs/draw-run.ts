import type { Params } from "@rookery/contracts";
import { type Database, isUniqueViolation, queryRows } from "@rookery/database";
import { sql } from "drizzle-orm";

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
  const statement = sql`
update rookery.runs set params = ${JSON.stringify(params)}, params_hash = ${hash}
 where id = ${runId} and attempt = ${attempt} and state = 'running' and params_hash is null
returning id`;
  try {
    const drawn = await queryRows(orm, statement, { name: "draw-run" });
    return drawn.length === 1 ? "drawn" : "fenced";
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}
