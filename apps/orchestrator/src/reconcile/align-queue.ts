import { listQueuedRuns, type OpenSweep, readProgress } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";
import { startRound } from "./start-round.ts";

/** How many queued runs of a waiting sweep are looked up in the queue. */
const lookedAt = 20;

/**
 * Brings the queue in line with what the database says about an open sweep.
 *
 * | sweep      | its jobs                       | then                                              |
 * |------------|--------------------------------|---------------------------------------------------|
 * | paused     | wait for workers               | they are dropped                                  |
 * | stopping   | wait for workers               | they are dropped, and the finalizing job is due   |
 * | not paused | over, missing, or wait in vain | a new round begins, with the runs that are queued |
 *
 * Of a sweep that is handed over in parts (see `startHandover`) the finalizing job
 * comes with the last part: until then only its run jobs can be missing.
 *
 * A new round is the one repair for everything the queue can lose: the process
 * died before it enqueued the sweep, Redis was emptied, a job lost its worker
 * too often, runs were handed back after their jobs had ended, somebody removed
 * run jobs by hand.
 */
export async function alignQueue(deps: OrchestratorDeps, sweep: OpenSweep): Promise<void> {
  const { sweepId, state, round } = sweep;
  let jobs: string = await deps.queues.inspectSweep(sweep);
  if (jobs === "waiting" && (state === "paused" || state === "stopping")) {
    await deps.queues.dropRuns(sweep);
    return;
  }
  if (jobs === "due" || state === "paused") return;
  if (sweep.handedThrough < sweep.runCount) {
    if (state !== "running" || !(await lacksRunJobs(deps, sweep))) return;
    jobs = "not there for runs that wait";
  } else if (jobs === "waiting") {
    if (!(await waitsInVain(deps, sweep))) return;
    jobs = "waiting for run jobs that are not there";
  }
  if (await startRound(deps, { sweepId, after: round })) {
    deps.logger.info({ sweepId, round: round + 1 }, `the sweep's jobs were ${jobs}: queued anew`);
  }
}

/**
 * True when nothing will end the waiting: every run has ended, or the next runs
 * in line have no jobs. Should the last job end at this very moment, the new
 * round finds nothing to do but finalize.
 */
async function waitsInVain(deps: OrchestratorDeps, sweep: OpenSweep) {
  const { sweepId } = sweep;
  const progress = (await readProgress(deps.database, [sweepId])).get(sweepId);
  if (!progress) return false;
  if (progress.queued === 0) return progress.running === 0;
  return await lacksRunJobs(deps, sweep);
}

/** Whether the queue has no job for some of the next runs in line that it was given. */
async function lacksRunJobs({ database, queues }: OrchestratorDeps, sweep: OpenSweep) {
  const { sweepId, round, handedThrough: through } = sweep;
  const next = await listQueuedRuns(database, sweepId, { limit: lookedAt, through });
  const held = await queues.holdsRuns({ round, runIds: next.map(({ runId }) => runId) });
  if (held) return false;
  // Between the two looks a run may have been begun and ended, its job with it.
  const now = await listQueuedRuns(database, sweepId, { limit: lookedAt, through });
  const still = new Set(now.map(({ runId }) => runId));
  const unheld = next.filter(({ runId }) => still.has(runId));
  return !(await queues.holdsRuns({ round, runIds: unheld.map(({ runId }) => runId) }));
}
