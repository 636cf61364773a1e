import { Experiment, NamedPageQuery, pageOf } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { listExperiments } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";

export function registerExperimentRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  app.get(
    "/experiments",
    {
      schema: {
        summary: "List the experiments that have sweeps, by name",
        tags: ["sweeps"],
        querystring: NamedPageQuery,
        response: { 200: pageOf(Experiment) },
      },
    },
    async (request) => await listExperiments(database, request.query),
  );
}
