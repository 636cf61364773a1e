import { createArtifactStore } from "@rookery/artifacts";
import { openDatabase } from "@rookery/database";
import { listenHttp, runService } from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { readConfig } from "./config.ts";
import { createInference } from "./create-inference.ts";

await runService({
  name: "inference",
  readConfig,
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
