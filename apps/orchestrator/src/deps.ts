import type { ArtifactStore } from "@rookery/artifacts";
import type { Database } from "@rookery/database";
import type { Queues } from "@rookery/queue";
import type { Logger, Loop } from "@rookery/runtime";
import type { LoadedTrainers } from "@rookery/trainer-kit";

export interface ReconcilerTimings {
  /** How often the database is compared with the queue. */
  intervalMs: number;
  /** A younger round may still be on its way from the database to the queue. */
  graceMs: number;
}

/** What the control plane is started with. */
export interface OrchestratorOptions {
  database: Database;
  queues: Queues;
  artifacts: ArtifactStore;
  trainers: LoadedTrainers;
  logger: Logger;
  apiKeys?: readonly string[];
  /** Where `POST /predict` is sent on to; predictions cannot be tried here without it. */
  inferenceUrl?: string;
  /** Where uploads lie while they are imported. Default: the system's folder for temporary files. */
  spoolFolder?: string | undefined;
  /** Largest table an upload may hold. Default 2 GiB. */
  maxUploadBytes?: number;
  /** What one step of planning a sweep may take. Default 30 s. */
  planBudgetMs?: number;
  reconciling?: ReconcilerTimings;
}

/** What its routes and repairs work with. */
export interface OrchestratorDeps extends OrchestratorOptions {
  /** Hands runs to the queue; to be woken when there are new ones. */
  handover: Pick<Loop, "wake">;
}
