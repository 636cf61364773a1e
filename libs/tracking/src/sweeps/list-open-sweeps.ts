import { type SweepState, terminalSweepStates } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, asc, lt, notInArray, sql } from "drizzle-orm";

const { sweeps } = schema;

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
