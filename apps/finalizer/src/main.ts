import { createArtifactStore } from "@rookery/artifacts";
import { openDatabase } from "@rookery/database";
import { loadTable } from "@rookery/datasets";
import { chooseQueueBackend, runService } from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { createTableCache, createTrainingPool } from "@rookery/training-threads";
import { readConfig } from "./config.ts";
import { startFinalizer } from "./start-finalizer.ts";

await runService({
  name: "finalizer",
  readConfig,
  start: async ({ config, logger, lifecycle }) => {
    await loadTrainers(config.trainers);
    const database = await openDatabase({
      url: config.database.url,
      applicationName: "rookery-finalizer",
      logger,
      lifecycle,
    });
    const artifacts = createArtifactStore(config.artifacts);
    lifecycle.onClose("artifacts", () => artifacts.close());
    const pool = createTrainingPool({ threads: 1, trainers: config.trainers });
    lifecycle.onClose("training thread", () => pool.close());
    const tables = createTableCache({
      load: (datasetVersionId, columns) => loadTable({ database, datasetVersionId, columns }),
    });
    const finalizer = await startFinalizer({
      database,
      artifacts,
      backend: chooseQueueBackend(config),
      pool,
      tables,
      logger,
    });
    lifecycle.onClose("finalizer", () => finalizer.close());
  },
});
