import { createArtifactStore } from "@rookery/artifacts";
import { openDatabase } from "@rookery/database";
import {
  artifactsConfig,
  databaseConfig,
  httpConfig,
  listenHttp,
  loadConfig,
  logConfig,
  runService,
  trainersConfig,
} from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { createInference, defaultPort } from "./create-inference.ts";

await runService({
  name: "inference",
  readConfig: () =>
    loadConfig({
      http: httpConfig({ defaultPort }),
      log: logConfig,
      database: databaseConfig,
      artifacts: artifactsConfig,
      trainers: trainersConfig,
    }),
  start: async ({ config, logger, lifecycle }) => {
    const trainers = await loadTrainers(config.trainers);
    const database = await openDatabase({
      url: config.database.url,
      applicationName: "rookery-inference",
      maxConnections: 4,
      logger,
      lifecycle,
    });
    const artifacts = createArtifactStore(config.artifacts);
    lifecycle.onClose("artifacts", () => artifacts.close());
    const { apiKeys } = config.http;
    const app = await createInference({ database, artifacts, trainers, logger, apiKeys });
    lifecycle.onClose("http", () => app.close());
    const url = await listenHttp(app, config.http);
    logger.info({ url }, "inference ready");
  },
});
