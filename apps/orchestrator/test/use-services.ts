import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArtifactStore, createArtifactStore } from "@rookery/artifacts";
import { createDatabase, type Database, migrateDatabase } from "@rookery/database";
import { createQueues, migrateQueue, type QueueBackendConfig, type Queues } from "@rookery/queue";
import { createLifecycle, createLogger, type Lifecycle, type Logger } from "@rookery/runtime";
import { createTestDatabase } from "@rookery/test";
import { type LoadedTrainers, loadTrainers } from "@rookery/trainer-kit";
import { afterAll, beforeAll } from "vitest";

export interface Services {
  database: Database;
  backend: QueueBackendConfig;
  queues: Queues;
  artifacts: ArtifactStore;
  /** The folder of the artifacts. */
  artifactRoot: string;
  /** The built-in ones. */
  trainers: LoadedTrainers;
  logger: Logger;
  /** What is opened later closes first. */
  lifecycle: Lifecycle;
}

/** What an orchestrator needs, on a PostgreSQL database and a folder of one test file. */
export function useServices(): Services {
  const services = {} as Services;
  beforeAll(async () => {
    Object.assign(services, await openServices());
  });
  afterAll(() => services.lifecycle.close());
  return services;
}

async function openServices(): Promise<Services> {
  const logger = createLogger({ name: "test", level: "silent" });
  const lifecycle = createLifecycle({ logger });
  const { url, drop } = await createTestDatabase();
  lifecycle.onClose("test database", drop);
  await migrateDatabase(url);
  const backend: QueueBackendConfig = { kind: "postgres", url };
  await migrateQueue(backend);
  const database = createDatabase({ url, applicationName: "orchestrator-test" });
  lifecycle.onClose("database", () => database.close());
  const root = await mkdtemp(join(tmpdir(), "rookery-test-artifacts-"));
  lifecycle.onClose("artifact folder", () => rm(root, { recursive: true }));
  const artifacts = createArtifactStore({ kind: "filesystem", root });
  await artifacts.prepare();
  const queues = await createQueues({ backend, logger });
  lifecycle.onClose("queues", () => queues.close());
  const trainers = await loadTrainers();
  return { database, backend, queues, artifacts, artifactRoot: root, trainers, logger, lifecycle };
}
