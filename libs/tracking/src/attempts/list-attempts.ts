import {
  type Activity,
  failedStates,
  type Page,
  type SweepAttempt,
  type SweepAttemptsQuery,
} from "@rookery/contracts";
import { cutPage, type Database, decodeCursor, queryRows, schema } from "@rookery/database";
import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { getSweepRow } from "../sweeps/get-sweep.ts";

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

/** Attempts that ended in each of the last 60 minutes, oldest first; those handed back do not count. */
export async function countEndedAttempts({ orm }: Database): Promise<Activity["minutes"]> {
  const statement = sql`
select minute as at, count(attempt.ended_at)::int as ended,
       (count(attempt.ended_at) filter (where attempt.state in ${failedStates}))::int as failed
  from generate_series(date_trunc('minute', now()) - interval '59 minutes',
                       date_trunc('minute', now()), interval '1 minute') minute
  left join rookery.attempts attempt
    on attempt.ended_at >= date_trunc('minute', now()) - interval '59 minutes'
   and attempt.state <> 'released'
   and date_trunc('minute', attempt.ended_at) = minute
 group by minute
 order by minute`;
  const rows = await queryRows<{ at: Date; ended: number; failed: number }>(orm, statement);
  return rows.map(({ at, ...counts }) => ({ at: at.toISOString(), ...counts }));
}
