import { terminalSweepStates } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { and, asc, lt, notInArray, sql } from "drizzle-orm";

const { sweeps } = schema;

export interface OpenSweep {
  sweepId: string;
  name: string;
  runAttempts: number;
}

/** The sweeps that have not ended and are older than `olderThanMs`, oldest first. */
export async function listOpenSweeps(
  { orm }: Database,
  { olderThanMs }: { olderThanMs: number },
): Promise<OpenSweep[]> {
  const rows = await orm
    .select({ sweepId: sweeps.id, name: sweeps.name, spec: sweeps.spec })
    .from(sweeps)
    .where(
      and(
        notInArray(sweeps.state, [...terminalSweepStates]),
        lt(sweeps.createdAt, sql`now() - ${olderThanMs} * interval '1 millisecond'`),
      ),
    )
    .orderBy(asc(sweeps.id));
  return rows.map(({ spec, ...sweep }) => ({ ...sweep, runAttempts: spec.runAttempts }));
}
