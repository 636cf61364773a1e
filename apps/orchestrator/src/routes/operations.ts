import { maintenanceEndpoints, workerEndpoints } from "@rookery/contracts";
import { type HttpServer, serveEndpoints } from "@rookery/runtime";
import { countEndedAttempts, listWorkers } from "@rookery/tracking";
import type { OrchestratorDeps } from "../deps.ts";
import { removeOrphanArtifacts } from "../tidy/remove-orphan-artifacts.ts";

export async function serveOperations(app: HttpServer, deps: OrchestratorDeps): Promise<void> {
  const { database, queues } = deps;

  await serveEndpoints(app, workerEndpoints).by({
    listWorkers: async () => ({ items: await listWorkers(database) }),
    readActivity: async () => {
      const [counts, minutes] = await Promise.all([
        queues.getCounts(),
        countEndedAttempts(database),
      ]);
      return { queues: counts, minutes };
    },
  });
  await serveEndpoints(app, maintenanceEndpoints).by({
    removeOrphanArtifacts: ({ query }) => removeOrphanArtifacts(deps, query),
  });
}
