import type { Activity } from "@rookery/contracts";
import type { Database } from "@rookery/database";

const statement = `
select to_char(minute at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       count(attempt.ended_at)::int as ended,
       (count(attempt.ended_at)
          filter (where attempt.state in ('failed', 'timed-out', 'lost')))::int as failed
  from generate_series(date_trunc('minute', now()) - interval '59 minutes',
                       date_trunc('minute', now()), interval '1 minute') minute
  left join rookery.attempts attempt
    on attempt.ended_at >= date_trunc('minute', now()) - interval '59 minutes'
   and attempt.state <> 'released'
   and date_trunc('minute', attempt.ended_at) = minute
 group by minute
 order by minute`;

/** Attempts that ended in each of the last 60 minutes, oldest first; those handed back do not count. */
export async function countEndedAttempts({ pool }: Database): Promise<Activity["minutes"]> {
  const { rows } = await pool.query<Activity["minutes"][number]>(statement);
  return rows;
}
