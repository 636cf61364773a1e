import { AppError } from "@rookery/contracts";
import { queueNames } from "@rookery/queue";
import { getRun, getSweepRow } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";
import { boardPath } from "./bull-board.ts";

type JobDeps = Pick<OrchestratorDeps, "database" | "queues">;

/**
 * Where Bull Board shows a sweep's newest job: its queue, when there is none. It
 * comes with the sweep's last runs, and is trimmed long after the end.
 */
export async function findSweepJob({ database, queues }: JobDeps, sweepId: string) {
  const { round } = await getSweepRow(database, sweepId);
  return jobPath(queueNames.sweeps, await queues.findSweepJob({ sweepId, round }));
}

/**
 * Where Bull Board shows a run's newest job: its queue, when there is none. A run
 * that did not take part in the sweep's newest round has one of an earlier round.
 */
export async function findRunJob({ database, queues }: JobDeps, runId: string) {
  const { sweepId } = await getRun(database, runId);
  if (sweepId === null) {
    throw new AppError("not-found", "This run was logged from outside: it has no job.");
  }
  const { round } = await getSweepRow(database, sweepId);
  return jobPath(queueNames.runs, await queues.findRunJob({ runId, round }));
}

function jobPath(queue: string, jobId: string | null): string {
  const path = `${boardPath}/queue/${queue}`;
  return jobId === null ? path : `${path}/${jobId}`;
}
