import { AppError, Id } from "@rookery/contracts";
import { queueNames, runJobId, sweepJobId } from "@rookery/queue";
import type { HttpServer } from "@rookery/runtime";
import { getRun, getSweepRow } from "@rookery/tracking";
import { z } from "zod";
import { boardPath } from "../bull-board.ts";
import type { OrchestratorDeps } from "../deps.ts";

const ById = z.object({ id: Id });

/** From a sweep or a run to its newest job in Bull Board, which shows old jobs until they are trimmed. */
export function registerJobLinkRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  app.get("/sweeps/:id/job", { schema: { hide: true, params: ById } }, async (request, reply) => {
    const { id: sweepId, round } = await getSweepRow(database, request.params.id);
    return reply.redirect(jobPath(queueNames.sweeps, sweepJobId({ sweepId, round })));
  });

  app.get("/runs/:id/job", { schema: { hide: true, params: ById } }, async (request, reply) => {
    const { id, sweepId } = await getRun(database, request.params.id);
    if (sweepId === null) {
      throw new AppError("not-found", "This run was logged from outside: it has no job.");
    }
    const { round } = await getSweepRow(database, sweepId);
    return reply.redirect(jobPath(queueNames.runs, runJobId(id, round)));
  });
}

function jobPath(queue: string, jobId: string): string {
  return `${boardPath}/queue/${queue}/${jobId}`;
}
