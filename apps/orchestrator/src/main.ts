import { createArtifactStore } from "@rookery/artifacts";
import { openDatabase } from "@rookery/database";
import { createQueues } from "@rookery/queue";
import { checkFolder, chooseQueueBackend, listenHttp, runService } from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { readConfig } from "./config.ts";
import { createOrchestrator } from "./create-orchestrator.ts";

await runService({
  name: "orchestrator",
  readConfig,
  start: async ({ config, logger, lifecycle }) => {
    const trainers = await loadTrainers(config.trainers);
    if (config.artifacts.kind === "filesystem") {
      const path = config.artifacts.root;
      await checkFolder({ path, variable: "ROOKERY_ARTIFACTS_DIR", logger });
    }
    const { spool: spoolFolder } = config;
    if (spoolFolder !== undefined) {
      await checkFolder({ path: spoolFolder, variable: "ROOKERY_SPOOL", logger });
    }
    const database = await openDatabase({
      url: config.database.url,
      applicationName: "rookery-orchestrator",
      logger,
      lifecycle,
    });
    const artifacts = createArtifactStore(config.artifacts);
    lifecycle.onClose("artifacts", () => artifacts.close());
    await artifacts.prepare();
    const queues = await createQueues({ backend: chooseQueueBackend(config), logger });
    lifecycle.onClose("queues", () => queues.close());
    const { apiKeys } = config.http;
    const { inferenceUrl } = config;
    const app = await createOrchestrator({
      database,
      queues,
      artifacts,
      trainers,
      logger,
      apiKeys,
      spoolFolder,
      ...(inferenceUrl !== undefined && { inferenceUrl }),
    });
    lifecycle.onClose("http", () => app.close());
    const url = await listenHttp(app, config.http);
    logger.info({ url }, "orchestrator ready");
  },
});
