import { openRunStates, type Params } from "@rookery/contracts";
import { type Database, queryRows } from "@rookery/database";
import { type SQL, sql } from "drizzle-orm";
import { isGone } from "../workers/is-gone.ts";

export interface Claim {
  runId: string;
  sweepId: string;
  number: number;
  /** The fencing token: only its holder may finish the run. */
  attempt: number;
  params: Params;
  /** Whether it has parameters; else the attempt must draw them first. */
  isDrawn: boolean;
  /** Earlier attempts that used up a try. */
  tries: number;
}

export interface ClaimRequest {
  runId: string;
  /** The round of the job that asks for it. */
  round: number;
  workerId: string;
}

const claim = ({ runId, round, workerId }: ClaimRequest): SQL => sql`
with holder as (
  select bool_or(${isGone()}) as is_gone
    from rookery.attempts attempt
    left join rookery.workers worker on worker.id = attempt.worker_id
   where attempt.run_id = ${runId} and attempt.state = 'running'
), claimed as (
  update rookery.runs run
     set state = 'running', attempt = run.attempt + 1, started_at = now(), ended_at = null, error = null,
         tries = run.tries + case when holder.is_gone then 1 else 0 end
    from rookery.sweeps sweep, holder
   where run.id = ${runId} and run.state in ${openRunStates}
     and sweep.id = run.sweep_id and sweep.state = 'running' and sweep.round = ${round}
  returning run.id, run.sweep_id, run.number, run.attempt, run.params, run.params_hash, run.tries
), superseded as (
  update rookery.attempts attempt
     set state = case when holder.is_gone then 'lost' else 'released' end, ended_at = now()
    from claimed, holder
   where attempt.run_id = claimed.id and attempt.state = 'running'
), started as (
  insert into rookery.attempts (run_id, number, worker_id, state)
  select id, attempt, ${workerId}, 'running' from claimed
)
select id as "runId", sweep_id as "sweepId", number, attempt, params, tries, params_hash is not null as "isDrawn"
  from claimed`;

/**
 * Takes a run for execution under a new attempt number. A run that another
 * worker still holds may be taken over, because the queue delivers a job again
 * only when it believes the holder dead; the older attempt is then fenced off,
 * and uses up a try if the holder is gone.
 * Answers `null` when there is nothing to do: the run has ended, its sweep does
 * not run, or the job is of an earlier round.
 */
export async function claimRun({ orm }: Database, request: ClaimRequest): Promise<Claim | null> {
  const [claimed] = await queryRows<Claim>(orm, claim(request), { name: "claim-run" });
  return claimed ?? null;
}
