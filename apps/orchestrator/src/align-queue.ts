import type { OpenSweep } from "@rookery/tracking";
import type { OrchestratorDeps } from "./create-orchestrator.ts";
import { startRound } from "./start-round.ts";

/**
 * Brings the queue in line with what the database says about an open sweep.
 *
 * | sweep      | its jobs         | then                                              |
 * |------------|------------------|---------------------------------------------------|
 * | paused     | wait for workers | they are dropped                                  |
 * | stopping   | wait for workers | they are dropped, and the finalizing job is due   |
 * | not paused | over, or missing | a new round begins, with the runs that are queued |
 *
 * The last is the one repair for everything the queue can lose: the process
 * died before it enqueued the sweep, Redis was emptied, a job lost its worker
 * too often, runs were handed back after their jobs had ended.
 */
export async function alignQueue(deps: OrchestratorDeps, sweep: OpenSweep): Promise<void> {
  const { sweepId, state, round } = sweep;
  const jobs = await deps.queues.inspectSweep(sweep);
  if (jobs === "waiting" && (state === "paused" || state === "stopping")) {
    await deps.queues.dropRuns(sweep);
  }
  if (jobs === "waiting" || jobs === "due" || state === "paused") return;
  if (await startRound(deps, { sweepId, after: round })) {
    deps.logger.info({ sweepId, round: round + 1 }, `the sweep's jobs were ${jobs}: queued anew`);
  }
}
