import { WorkerList } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { listWorkers } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";

export function registerWorkerRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  app.get(
    "/workers",
    {
      schema: {
        summary: "The workers of the last day: whether they live, what they run, whether they work",
        tags: ["workers"],
        response: { 200: WorkerList },
      },
    },
    async () => ({ items: await listWorkers(database) }),
  );
}
