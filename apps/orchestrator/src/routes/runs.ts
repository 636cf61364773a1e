import { Id, ReplayLaunch, Run } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { findArtifact, getRun } from "@rookery/tracking";
import { z } from "zod";
import { compareReplays } from "../compare-replays.ts";
import type { OrchestratorDeps } from "../deps.ts";
import { replayRun } from "../replay-run.ts";

const tags = ["runs"];

export function registerRunRoutes(app: HttpServer, deps: OrchestratorDeps): void {
  const { database, artifacts } = deps;

  app.get(
    "/runs/:id",
    {
      schema: {
        summary:
          "A run: parameters, metrics with history, folds, artifacts, attempts, error, replays",
        tags,
        params: z.object({ id: Id }),
        response: { 200: Run },
      },
    },
    async (request) => {
      const run = await getRun(database, request.params.id);
      return { ...run, replays: await compareReplays(deps, run) };
    },
  );

  app.post(
    "/runs/:id/replay",
    {
      schema: {
        summary: "Train a run once more and see whether the result is the same",
        description:
          "Its parameters, columns, splits and seed, on the same version of the data, with the trainer as it is now. The answer stands in the run's `replays`, at the address in `Location`; nothing is registered.",
        tags,
        params: z.object({ id: Id }),
        response: { 202: ReplayLaunch },
      },
    },
    async ({ params }, reply) => {
      const launched = await replayRun(deps, params.id);
      return reply.code(202).header("location", `/runs/${params.id}`).send(launched);
    },
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
