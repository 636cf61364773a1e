import { AppError, type SweepState, type SweepStep, sweepSteps } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { inArray, type SQL } from "drizzle-orm";
import { getSweepRow } from "./get-sweep.ts";

/**
 * Whether a sweep may take a step. It stands in the statement that takes it, so
 * of two who take one at the same time only the first does.
 */
export function mayTake(step: SweepStep): SQL {
  return inArray(schema.sweeps.state, [...sweepSteps[step].from]);
}

/**
 * For a sweep that a statement found in no state to take a step: fine if it has
 * taken it already, a `conflict` otherwise.
 */
export async function requireTaken(
  database: Database,
  { sweepId, in: states, done }: { sweepId: string; in: SweepState[]; done: string },
): Promise<void> {
  const { state } = await getSweepRow(database, sweepId);
  if (states.includes(state)) return;
  throw new AppError("conflict", `Sweep ${sweepId} cannot be ${done}: it is ${state}.`);
}
