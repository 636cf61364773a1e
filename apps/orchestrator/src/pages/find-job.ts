import { AppError } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { queueNames, runJobId, sweepJobId } from "@rookery/queue";
import { getRun, getSweepRow } from "@rookery/tracking";
import { boardPath } from "./bull-board.ts";

/** Where Bull Board shows a sweep's newest job; old jobs are there until they are trimmed. */
export async function findSweepJob(database: Database, sweepId: string): Promise<string> {
  const { round } = await getSweepRow(database, sweepId);
  return jobPath(queueNames.sweeps, sweepJobId({ sweepId, round }));
}

/** Where Bull Board shows a run's newest job. */
export async function findRunJob(database: Database, runId: string): Promise<string> {
  const { sweepId } = await getRun(database, runId);
  if (sweepId === null) {
    throw new AppError("not-found", "This run was logged from outside: it has no job.");
  }
  const { round } = await getSweepRow(database, sweepId);
  return jobPath(queueNames.runs, runJobId(runId, round));
}

function jobPath(queue: string, jobId: string): string {
  return `${boardPath}/queue/${queue}/${jobId}`;
}
