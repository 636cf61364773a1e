import type { ArtifactStore } from "@rookery/artifacts";
import type { Database } from "@rookery/database";
import type { Trainers } from "@rookery/learning";
import { askParts, createHttpServer, type HttpServer, type Logger } from "@rookery/runtime";
import { createChampions } from "./create-champions.ts";
import { createVersionCache } from "./create-version-cache.ts";
import { servePredictions } from "./routes.ts";

export const defaultPort = 7200;

export interface InferenceDeps {
  database: Database;
  artifacts: ArtifactStore;
  trainers: Trainers;
  logger: Logger;
  apiKeys?: readonly string[];
  /** A promotion whose notification got lost is noticed after this long. Default: 1,000. */
  pollMs?: number;
}

/**
 * Serves predictions. It needs the database to learn which versions to serve;
 * what it holds it goes on serving without.
 */
export async function createInference(deps: InferenceDeps): Promise<HttpServer> {
  const { database, logger, apiKeys = [], pollMs = 1_000 } = deps;
  const versions = createVersionCache(deps);
  const champions = await createChampions({ database, versions, logger, pollMs });
  const app = await createHttpServer({
    title: "Rookery inference",
    version: "0.1.0",
    description: "Predictions of promoted models.",
    logger,
    apiKeys,
    ready: () => askParts({ database, promotions: champions }),
  });
  await servePredictions(app, { database, versions, champions });
  app.addHook("onClose", () => champions.close());
  return app;
}
