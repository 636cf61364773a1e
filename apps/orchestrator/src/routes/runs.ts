import { runEndpoints } from "@rookery/contracts";
import { type HttpServer, serveEndpoints } from "@rookery/runtime";
import { findArtifact, getRun } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";
import { findRunJob } from "../pages/find-job.ts";
import { compareReplays } from "../replay/compare-replays.ts";
import { replayRun } from "../replay/replay-run.ts";

export async function serveRuns(app: HttpServer, deps: OrchestratorDeps): Promise<void> {
  const { database, artifacts } = deps;

  await serveEndpoints(app, runEndpoints).by({
    getRun: async ({ params }) => {
      const run = await getRun(database, params.id);
      return { ...run, replays: await compareReplays(deps, run) };
    },
    replayRun: async ({ params }, reply) => {
      reply.header("location", `/runs/${params.id}`);
      return await replayRun(deps, params.id);
    },
    downloadArtifact: async ({ params }, reply) => {
      const artifact = await findArtifact(database, { runId: params.id, path: params["*"] });
      return reply
        .type(artifact.contentType)
        .header("content-length", artifact.sizeBytes)
        .send(await artifacts.getStream(artifact.storeKey));
    },
    openRunJob: async ({ params }, reply) => reply.redirect(await findRunJob(deps, params.id)),
  });
}
