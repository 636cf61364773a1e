import type { ArtifactStore } from "@rookery/artifacts";
import type { Database } from "@rookery/database";
import type { Trainers } from "@rookery/learning";
import type { QueueBackendConfig } from "@rookery/queue";
import type { Logger } from "@rookery/runtime";
import type { TableCache, TrainingPool } from "@rookery/training-threads";

/** What a worker works with. */
export interface WorkerDeps {
  database: Database;
  artifacts: ArtifactStore;
  backend: QueueBackendConfig;
  pool: TrainingPool;
  tables: TableCache;
  trainers: Trainers;
  logger: Logger;
  /** Training threads. */
  threads: number;
}
