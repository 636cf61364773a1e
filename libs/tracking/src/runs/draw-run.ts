import type { Params } from "@rookery/contracts";
import { type Database, isUniqueViolation } from "@rookery/database";

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
  { pool }: Database,
  { runId, attempt, params, hash }: Draw,
): Promise<DrawOutcome> {
  try {
    const { rowCount } = await pool.query({
      name: "draw-run",
      text: `
update rookery.runs set params = $3, params_hash = $4
 where id = $1 and attempt = $2 and state = 'running' and params_hash is null`,
      values: [runId, attempt, JSON.stringify(params), hash],
    });
    return rowCount === 1 ? "drawn" : "fenced";
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}
