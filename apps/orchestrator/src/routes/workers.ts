import { Activity, WorkerList } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { countEndedAttempts, listWorkers } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";

export function registerWorkerRoutes(
  app: HttpServer,
  { database, queues }: OrchestratorDeps,
): void {
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

  app.get(
    "/activity",
    {
      schema: {
        summary: "What all workers together do: attempts ended by minute, jobs by queue",
        tags: ["workers"],
        response: { 200: Activity },
      },
    },
    async () => {
      const [counts, minutes] = await Promise.all([
        queues.getCounts(),
        countEndedAttempts(database),
      ]);
      return { queues: counts, minutes };
    },
  );
}
