import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createArtifactStore } from "@rookery/artifacts";
import { createDatabase, migrateDatabase } from "@rookery/database";
import { loadTable } from "@rookery/datasets";
import { startFinalizer } from "@rookery/finalizer";
import { createInference } from "@rookery/inference";
import { createOrchestrator } from "@rookery/orchestrator";
import { createQueues, migrateQueue } from "@rookery/queue";
import { createLifecycle, createLogger, type HttpServer, listenHttp } from "@rookery/runtime";
import { createTestDatabase } from "@rookery/test";
import { loadTrainers } from "@rookery/trainer-kit";
import { createTableCache, createTrainingPool } from "@rookery/training-threads";
import { startWorker } from "@rookery/worker";

export const apiKey = "a-key-of-sixteen-or-more";

export interface Servers {
  orchestrator: HttpServer;
  orchestratorUrl: string;
  inferenceUrl: string;
  /** From then on sweeps stay as they are, until they are cancelled. */
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

/** Every service in this process, the two servers listening, all behind one API key. */
export async function startServers(): Promise<Servers> {
  const logger = createLogger({ name: "test", level: "silent" });
  const lifecycle = createLifecycle({ logger });
  const { url, drop } = await createTestDatabase();
  lifecycle.onClose("test database", drop);
  await migrateDatabase(url);
  const backend = { kind: "postgres", url } as const;
  await migrateQueue(backend);
  const database = createDatabase({ url, applicationName: "client-test" });
  lifecycle.onClose("database", () => database.close());
  const root = await mkdtemp(join(tmpdir(), "rookery-test-artifacts-"));
  lifecycle.onClose("artifact folder", () => rm(root, { recursive: true }));
  const artifacts = createArtifactStore({ kind: "filesystem", root });
  await artifacts.prepare();
  const queues = await createQueues({ backend, logger });
  lifecycle.onClose("queues", () => queues.close());

  const trainers = await loadTrainers();
  const pool = createTrainingPool({ threads: 1, trainers });
  lifecycle.onClose("pool", () => pool.close());
  const tables = createTableCache({
    load: (datasetVersionId, columns) => loadTable({ database, datasetVersionId, columns }),
  });
  const shared = { database, artifacts, backend, queues, pool, tables, trainers, logger };
  const finalizer = await startFinalizer(shared);
  lifecycle.onClose("finalizer", () => finalizer.close());
  const worker = await startWorker({ ...shared, threads: 1 });
  let stopping: Promise<void> | undefined;
  const stopWorker = () => {
    stopping ??= worker.close();
    return stopping;
  };
  lifecycle.onClose("worker", stopWorker);

  const keys = { apiKeys: [apiKey] };
  const inference = await createInference({ ...shared, ...keys });
  lifecycle.onClose("inference", () => inference.close());
  const anywhere = { host: "127.0.0.1", port: 0 };
  const inferenceUrl = await listenHttp(inference, anywhere);
  const orchestrator = await createOrchestrator({ ...shared, ...keys, inferenceUrl });
  lifecycle.onClose("orchestrator", () => orchestrator.close());
  return {
    orchestrator,
    orchestratorUrl: await listenHttp(orchestrator, anywhere),
    inferenceUrl,
    stopWorker,
    close: () => lifecycle.close(),
  };
}
