import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArtifactStore, createArtifactStore } from "@rookery/artifacts";
import { SweepSpec } from "@rookery/contracts";
import { createDatabase, type Database, migrateDatabase } from "@rookery/database";
import { importDataset, loadTable } from "@rookery/datasets";
import {
  createQueues,
  type JobContext,
  migrateQueue,
  type QueueBackendConfig,
  type Queues,
} from "@rookery/queue";
import { createLogger, type Logger } from "@rookery/runtime";
import { type LoadedTrainers, loadTrainers } from "@rookery/trainer-kit";
import {
  createTableCache,
  createTrainingPool,
  type TableCache,
  type TrainingPool,
} from "@rookery/training-threads";
import { createTestDatabase } from "./create-test-database.ts";

const penguins = new URL("../../data/penguins_size.csv", import.meta.url);

/** All that trains and finalizes sweeps works with. */
export interface TrainingPlace {
  database: Database;
  artifacts: ArtifactStore;
  backend: QueueBackendConfig;
  queues: Queues;
  pool: TrainingPool;
  tables: TableCache;
  /** The built-in ones. */
  trainers: LoadedTrainers;
  logger: Logger;
  /** Of the penguins. */
  datasetVersionId: number;
  close(): Promise<void>;
}

export interface TrainingPlaceOptions {
  /** What its connections and its log are called. */
  name: string;
  /** Where PostgreSQL is. Default: a database of its own on the test run's server. */
  openDatabase?: (() => Promise<{ url: string; drop: () => Promise<void> }>) | undefined;
  /** Where the queue is. Default: on that database. */
  openQueue?:
    | (() => Promise<{ backend: QueueBackendConfig; drop: () => Promise<void> }>)
    | undefined;
}

/** PostgreSQL with the penguins, a queue, files on disk and a pool of one thread. */
export async function openTrainingPlace(options: TrainingPlaceOptions): Promise<TrainingPlace> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const part of closing.splice(0).reverse()) await part();
  };
  try {
    return { ...(await openParts(options, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openParts(
  { name, openDatabase = createTestDatabase, openQueue }: TrainingPlaceOptions,
  closing: (() => Promise<unknown>)[],
): Promise<Omit<TrainingPlace, "close">> {
  const { url, drop } = await openDatabase();
  closing.push(drop);
  const queue = await openQueue?.();
  if (queue) closing.push(queue.drop);
  const backend = queue?.backend ?? { kind: "postgres", url };
  await migrateDatabase(url);
  await migrateQueue(backend);
  const database = createDatabase({ url, applicationName: name });
  closing.push(() => database.close());
  const root = await mkdtemp(join(tmpdir(), `rookery-${name}-`));
  closing.push(() => rm(root, { recursive: true }));
  const artifacts = createArtifactStore({ kind: "filesystem", root });
  await artifacts.prepare();
  const stream = createReadStream(penguins);
  const { version } = await importDataset({
    database,
    name: "penguins",
    fileName: "p.csv",
    stream,
  });
  const tables = createTableCache({
    load: (datasetVersionId, columns) => loadTable({ database, datasetVersionId, columns }),
  });
  const trainers = await loadTrainers();
  const pool = createTrainingPool({ threads: 1, trainers });
  closing.push(() => pool.close());
  const logger = createLogger({ name, level: "silent" });
  const queues = await createQueues({ backend, logger });
  closing.push(() => queues.close());
  return {
    ...{ database, artifacts, backend, queues, pool, tables, trainers, logger },
    datasetVersionId: version.id,
  };
}

/** A sweep over the penguins. */
export function givenSpec(spec: Partial<SweepSpec>): SweepSpec {
  return SweepSpec.parse({
    trainers: ["logistic-regression"],
    dataset: "penguins",
    datasetVersion: 1,
    target: "species",
    features: ["culmen_length_mm", "culmen_depth_mm", "island", "sex"],
    space: { steps: 1 },
    model: "penguins",
    name: "penguins",
    objective: { metric: "accuracy", direction: "maximize" },
    ...spec,
  });
}

/** What the queue hands over with a job. */
export function givenJob(): JobContext {
  return {
    attempt: 1,
    isLastAttempt: false,
    signal: new AbortController().signal,
    log: async () => {},
    updatePayload: async () => {},
    updateProgress: async () => {},
  };
}

/** The store, with `before` called ahead of every write. */
export function beforePut(
  store: ArtifactStore,
  before: (key: string) => Promise<unknown>,
): ArtifactStore {
  return {
    ...store,
    async put(key, content, options) {
      await before(key);
      return await store.put(key, content, options);
    },
  };
}
