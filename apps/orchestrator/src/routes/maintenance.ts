import { Flag, OrphanArtifacts } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";
import { removeOrphanArtifacts } from "../remove-orphan-artifacts.ts";

export function registerMaintenanceRoutes(app: HttpServer, deps: OrchestratorDeps): void {
  app.post(
    "/maintenance/artifacts",
    {
      schema: {
        summary: "Find, or with `?dryRun=false` remove, stored files that belong to nothing",
        description:
          "Files older than an hour that no run and no model version names. Once an hour they are removed without being asked.",
        tags: ["maintenance"],
        querystring: z.object({ dryRun: Flag.prefault("true") }),
        response: { 200: OrphanArtifacts },
      },
    },
    async (request) => await removeOrphanArtifacts(deps, { dryRun: request.query.dryRun }),
  );
}
