import { migrateDatabase } from "@rookery/database";
import { pickPort, startPostgres } from "@rookery/embedded";
import { startFinalizer } from "@rookery/finalizer";
import { createInference } from "@rookery/inference";
import { createOrchestrator } from "@rookery/orchestrator";
import { createQueues, migrateQueue } from "@rookery/queue";
import {
  checkFolder,
  chooseQueueBackend,
  type HttpServer,
  type Lifecycle,
  type Logger,
  listenHttp,
} from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { startWorker } from "@rookery/worker";
import { openWorkplace } from "@rookery/workplace";
import { findEmbedded, type StackConfig } from "./config.ts";

/** Preferred, so that tools like psql find the server where they did the last time. */
const postgresPort = 7432;

/** How long runs may go on after a stop; handed back, they begin again at the next start. */
const handBackMs = 3_000;

export interface Stack {
  orchestratorUrl: string;
  inferenceUrl: string;
}

export interface StackOptions {
  config: StackConfig;
  logger: Logger;
  lifecycle: Lifecycle;
  /** Hears of what the user should know, such as a port that was taken. */
  notice: (message: string) => void;
}

/** Brings every service up in this process, over embedded parts where none are configured. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { config, logger, lifecycle } = options;
  const trainers = await loadTrainers(config.trainers);
  // Others may pass through: started by root, PostgreSQL runs as another user.
  await checkFolder({ path: config.home, variable: "ROOKERY_HOME", logger });
  const spoolFolder = config.spool ?? findEmbedded(config.home).spoolFolder;
  await checkFolder({ path: spoolFolder, variable: "ROOKERY_SPOOL", logger });
  const database = { url: await openPostgres(options) };
  await migrateDatabase(database.url);
  const backend = chooseQueueBackend({ ...config, database });
  await migrateQueue(backend);

  const { threads } = config;
  const artifacts = config.s3 ?? findEmbedded(config.home).artifacts;
  const place = await openWorkplace({
    config: { ...config, database, artifacts },
    logger,
    lifecycle,
    trainers,
    threads,
    applicationName: "rookery",
    maxConnections: 20,
  });
  await place.artifacts.prepare();
  const queues = await createQueues({ backend, logger });
  lifecycle.onClose("queues", () => queues.close());

  const finalizer = await startFinalizer(place);
  lifecycle.onClose("finalizer", () => finalizer.close());
  const worker = await startWorker({ ...place, threads });
  lifecycle.onClose("worker", () => worker.close({ graceMs: handBackMs }));

  const { apiKeys } = config.http;
  const inference = await createInference({ ...place, apiKeys });
  const inferenceUrl = await serve(options, "inference", inference, config.inferencePort);
  const orchestrator = await createOrchestrator({
    ...{ ...place, queues, apiKeys, inferenceUrl, spoolFolder },
  });
  const orchestratorUrl = await serve(options, "orchestrator", orchestrator, config.http.port);
  return { orchestratorUrl, inferenceUrl };
}

async function openPostgres({ config, lifecycle, notice }: StackOptions): Promise<string> {
  if (config.database) return config.database.url;
  const postgres = await startPostgres({
    dataDir: findEmbedded(config.home).postgresDir,
    port: postgresPort,
    logger: { info: () => {}, warn: notice },
  });
  lifecycle.onClose("postgres", () => postgres.stop());
  return postgres.url;
}

async function serve(
  { config, lifecycle, notice }: StackOptions,
  name: string,
  app: HttpServer,
  preferredPort: number,
): Promise<string> {
  const { host } = config.http;
  const port = await pickPort({ preferred: preferredPort, host });
  if (preferredPort !== 0 && port !== preferredPort) {
    notice(`Port ${preferredPort} is taken: the ${name} listens on ${port} instead`);
  }
  lifecycle.onClose(name, () => app.close());
  return await listenHttp(app, { host, port });
}
