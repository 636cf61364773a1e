import { Id, Run } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { findArtifact, getRun } from "@rookery/tracking";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";

const tags = ["runs"];

export function registerRunRoutes(
  app: HttpServer,
  { database, artifacts }: OrchestratorDeps,
): void {
  app.get(
    "/runs/:id",
    {
      schema: {
        summary: "A run: parameters, metrics with history, folds, artifacts, attempts, error",
        tags,
        params: z.object({ id: Id }),
        response: { 200: Run },
      },
    },
    async (request) => await getRun(database, request.params.id),
  );

  app.get(
    "/runs/:id/artifacts/*",
    {
      schema: {
        summary: "Download one of a run's artifacts",
        tags,
        params: z.object({ id: Id, "*": z.string().min(1).max(1000) }),
      },
    },
    async ({ params }, reply) => {
      const artifact = await findArtifact(database, { runId: params.id, path: params["*"] });
      return reply
        .type(artifact.contentType)
        .header("content-length", artifact.sizeBytes)
        .send(await artifacts.getStream(artifact.storeKey));
    },
  );
}
