import type { Executor } from "@rookery/database";
import { sql } from "drizzle-orm";

interface Failures {
  failed: number;
  total: number;
  /** The error most of them ended with. */
  common: { runs: number; code: string; message: string } | null;
}

/** How many runs of a sweep failed and what most of them failed of, for people. */
export async function describeFailures(executor: Executor, sweepId: string): Promise<string> {
  const { rows } = await executor.execute<Failures & Record<string, unknown>>(sql`
    with failed as (
      select error ->> 'code' as code, min(error ->> 'message') as message, count(*)::int as runs
        from rookery.runs
       where sweep_id = ${sweepId} and state in ('failed', 'timed-out', 'lost')
       group by 1
    )
    select (select coalesce(sum(runs), 0)::int from failed) as failed,
           (select count(*)::int from rookery.runs where sweep_id = ${sweepId}) as total,
           (select to_json(failed) from failed order by runs desc, code limit 1) as common`);
  const { failed, total, common } = rows[0] as Failures;
  const most = common && ` Most often (${common.runs}): ${common.code}: ${common.message}`;
  return `${failed} of ${total} runs failed.${most ?? ""}`;
}
