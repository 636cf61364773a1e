import {
  type ArtifactStore,
  type ArtifactStoreOptions,
  createArtifactStore,
} from "@rookery/artifacts";
import { type Database, openDatabase } from "@rookery/database";
import { loadTable } from "@rookery/datasets";
import type { QueueBackendConfig } from "@rookery/queue";
import {
  artifactsConfig,
  chooseQueueBackend,
  databaseConfig,
  type Lifecycle,
  type Logger,
  redisConfig,
  trainersConfig,
} from "@rookery/runtime";
import type { LoadedTrainers } from "@rookery/trainer-kit";
import {
  createTableCache,
  createTrainingPool,
  type TableCache,
  type TrainingPool,
} from "@rookery/training-threads";

/** What those who take jobs from the queue work with. */
export interface Workplace {
  database: Database;
  artifacts: ArtifactStore;
  backend: QueueBackendConfig;
  pool: TrainingPool;
  tables: TableCache;
  trainers: LoadedTrainers;
  logger: Logger;
}

/** The variables that say where all of it is, as sections for `loadConfig`. */
export const workplaceConfig = {
  database: databaseConfig,
  redis: redisConfig,
  artifacts: artifactsConfig,
  trainers: trainersConfig,
};

export interface WorkplaceOptions {
  config: {
    database: { url: string };
    redis: { url: string } | undefined;
    artifacts: ArtifactStoreOptions;
  };
  logger: Logger;
  /** Closes what was opened, in reverse order. */
  lifecycle: Lifecycle;
  /** What its connections to PostgreSQL are called. */
  applicationName: string;
  /** Of PostgreSQL. Default: as `createDatabase` has it. */
  maxConnections?: number;
  trainers: LoadedTrainers;
  /** How many runs are trained at once. */
  threads: number;
}

/**
 * Opens a workplace: database, artifacts, training threads. The worker, the finalizer and `rookery
 * start`, where both share one, open it here.
 */
export async function openWorkplace(options: WorkplaceOptions): Promise<Workplace> {
  const { config, logger, lifecycle, trainers, threads, ...connections } = options;
  const { url } = config.database;
  const database = await openDatabase({ url, logger, lifecycle, ...connections });
  const artifacts = createArtifactStore(config.artifacts);
  lifecycle.onClose("artifacts", () => artifacts.close());
  const pool = createTrainingPool({ threads, trainers });
  lifecycle.onClose("training threads", () => pool.close());
  const tables = createTableCache({
    load: (datasetVersionId, columns) => loadTable({ database, datasetVersionId, columns }),
  });
  const backend = chooseQueueBackend(config);
  return { database, artifacts, backend, pool, tables, trainers, logger };
}
