import { createArtifactStore } from "@rookery/artifacts";
import { openDatabase } from "@rookery/database";
import { loadTable } from "@rookery/datasets";
import { chooseQueueBackend, runService } from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { createTableCache, createTrainingPool } from "@rookery/training-threads";
import { readConfig } from "./config.ts";
import { startWorker } from "./start-worker.ts";

await runService({
  name: "worker",
  readConfig,
  start: async ({ config, logger, lifecycle }) => {
    await loadTrainers(config.trainers);
    const { threads, trainers } = config;
    const database = await openDatabase({
      url: config.database.url,
      applicationName: "rookery-worker",
      logger,
      lifecycle,
    });
    const artifacts = createArtifactStore(config.artifacts);
    lifecycle.onClose("artifacts", () => artifacts.close());
    const pool = createTrainingPool({ threads, trainers });
    lifecycle.onClose("training threads", () => pool.close());
    const tables = createTableCache({
      load: (datasetVersionId, columns) => loadTable({ database, datasetVersionId, columns }),
    });
    const worker = await startWorker({
      database,
      artifacts,
      backend: chooseQueueBackend(config),
      pool,
      tables,
      logger,
      threads,
    });
    lifecycle.onClose("worker", () => worker.close());
  },
});
