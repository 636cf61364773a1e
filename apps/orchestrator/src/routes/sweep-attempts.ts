import { Id, pageOf, SweepAttempt, SweepAttemptsQuery } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { listAttempts } from "@rookery/tracking";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";

export function registerSweepAttemptRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  app.get(
    "/sweeps/:id/attempts",
    {
      schema: {
        summary: "Every attempt at a sweep's runs: when, by which worker, how it ended",
        tags: ["sweeps"],
        params: z.object({ id: Id }),
        querystring: SweepAttemptsQuery,
        response: { 200: pageOf(SweepAttempt) },
      },
    },
    async ({ params, query }) => await listAttempts(database, params.id, query),
  );
}
