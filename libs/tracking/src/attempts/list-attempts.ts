import {
  failedStates,
  type Page,
  type SweepAttempt,
  type SweepAttemptsQuery,
} from "@rookery/contracts";
import { cutPage, type Database, decodeCursor, schema } from "@rookery/database";
import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { getSweepRow } from "../sweeps/get-sweep-row.ts";

const { attempts, runs } = schema;

/** Run number, attempt number. */
const Cursor = z.tuple([z.int32(), z.int32()]);

const isLastOfFailedRun = and(inArray(runs.state, failedStates), eq(attempts.number, runs.attempt));

/** A page of all attempts at a sweep's runs, by run and attempt. */
export async function listAttempts(
  database: Database,
  sweepId: string,
  { limit, cursor, state, failures }: SweepAttemptsQuery,
): Promise<Page<SweepAttempt>> {
  await getSweepRow(database, sweepId);
  const after = decodeCursor(cursor, Cursor);
  const rows = await database.orm
    .select({
      runId: attempts.runId,
      runNumber: sql`${runs.number}`.mapWith(Number),
      number: attempts.number,
      workerId: attempts.workerId,
      state: attempts.state,
      startedAt: attempts.startedAt,
      endedAt: attempts.endedAt,
      error: attempts.error,
    })
    .from(attempts)
    .innerJoin(runs, eq(runs.id, attempts.runId))
    .where(
      and(
        eq(runs.sweepId, sweepId),
        state && eq(attempts.state, state),
        failures ? isLastOfFailedRun : undefined,
        // By itself, because an index finds only this much of the pair below.
        after && gte(runs.number, after[0]),
        after && sql`(${runs.number}, ${attempts.number}) > (${after[0]}::int, ${after[1]}::int)`,
      ),
    )
    .orderBy(runs.number, attempts.number)
    .limit(limit + 1);
  const { page, nextCursor } = cutPage(rows, limit, ({ runNumber, number }) => [runNumber, number]);
  return {
    items: page.map(({ error, startedAt, endedAt, ...attempt }) => ({
      ...attempt,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      error: error && { code: error.code, message: error.message },
    })),
    nextCursor,
  };
}
