import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArtifactStore, createArtifactStore } from "@rookery/artifacts";
import { type Params, SweepSpec } from "@rookery/contracts";
import { createDatabase, migrateDatabase } from "@rookery/database";
import { importDataset, loadTable } from "@rookery/datasets";
import {
  createQueues,
  type JobContext,
  type JobOutcome,
  migrateQueue,
  type QueueBackendConfig,
  type Queues,
} from "@rookery/queue";
import { createLogger } from "@rookery/runtime";
import { createTestDatabase } from "@rookery/test";
import { getRun, getSweepStatus, launchSweep, type RunRecord } from "@rookery/tracking";
import { createTableCache, createTrainingPool } from "@rookery/training";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { createArrivals } from "../src/arrivals.ts";
import { startWorker, type Worker } from "../src/create-worker.ts";
import type { WorkerDeps } from "../src/deps.ts";
import { createHeldRuns, type HeldRuns } from "../src/held-runs.ts";
import { createRunProcessor } from "../src/process-run.ts";
import { createSweepCache } from "../src/sweep-cache.ts";
import { createSweepHistories } from "../src/sweep-histories.ts";

const penguins = new URL("../../../data/penguins_size.csv", import.meta.url);

/** Good parameters, quickly fitted. */
export const quick: Params = { learningRate: 0.01, steps: 50 };
/** Minutes of training, unless something ends it. */
export const endless: Params = { learningRate: 0.0001, steps: 100_000 };

export interface TestWorkers {
  readonly deps: WorkerDeps;
  launch(combinations: Params[], spec?: Partial<SweepSpec>): Promise<Launched>;
  /** A sweep of `runs` runs whose parameters its sampler draws. */
  launchSearch(runs: number, spec: Partial<SweepSpec>): Promise<Launched>;
  /** Puts a launched sweep in the queue. */
  enqueue(sweep: Launched): Promise<void>;
  /** Waits until so many runs of the sweep have ended. */
  untilSomeEnded(sweepId: string, count: number): Promise<void>;
  /** A worker on the real queue; closed after the test if it still runs then. */
  start(deps?: Partial<WorkerDeps>): Promise<Worker>;
  /** Does one job, as the queue would deliver it. */
  process(
    runId: string,
    job?: Partial<JobContext>,
    deps?: Partial<WorkerDeps>,
  ): Promise<JobOutcome>;
  readRun(runId: string): Promise<RunRecord>;
  /** Waits until no run of the sweep is open. */
  untilEnded(sweepId: string): Promise<void>;
}

interface Launched {
  sweepId: string;
  runIds: string[];
  spec: SweepSpec;
}

interface Places {
  /** Where PostgreSQL is. Default: a database of its own on the test run's server. */
  openDatabase?: () => Promise<{ url: string; drop: () => Promise<void> }>;
  /** Where the queue is. Default: on that database. */
  openQueue?: () => Promise<{ backend: QueueBackendConfig; drop: () => Promise<void> }>;
}

/** PostgreSQL with the penguins, a queue, files on disk and a pool of one thread. */
export function useWorkers({
  openDatabase = createTestDatabase,
  openQueue,
}: Places = {}): TestWorkers {
  let deps: WorkerDeps;
  let queues: Queues;
  let heldRuns: HeldRuns;
  let datasetVersionId: number;
  const workers: Worker[] = [];
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const { url, drop } = await openDatabase();
    closing.push(drop);
    const queue = await openQueue?.();
    if (queue) closing.push(queue.drop);
    const backend = queue?.backend ?? { kind: "postgres", url };
    await migrateDatabase(url);
    await migrateQueue(backend);
    const database = createDatabase({ url, applicationName: "worker-test" });
    closing.push(() => database.close());
    const root = await mkdtemp(join(tmpdir(), "rookery-worker-test-"));
    closing.push(() => rm(root, { recursive: true }));
    const artifacts = createArtifactStore({ kind: "filesystem", root });
    await artifacts.prepare();
    const stream = createReadStream(penguins);
    const imported = await importDataset({ database, name: "penguins", fileName: "p.csv", stream });
    datasetVersionId = imported.version.id;
    const tables = createTableCache({
      load: (id, columns) => loadTable({ database, datasetVersionId: id, columns }),
    });
    const pool = createTrainingPool({ threads: 1 });
    closing.push(() => pool.close());
    const logger = createLogger({ name: "worker-test", level: "silent" });
    queues = await createQueues({ backend, logger });
    closing.push(() => queues.close());
    heldRuns = createHeldRuns({ database, logger });
    closing.push(() => heldRuns.close());
    deps = { database, artifacts, backend, pool, tables, logger, threads: 1 };
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.close({ graceMs: 0 });
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  return {
    get deps() {
      return deps;
    },
    async launch(combinations, overrides = {}) {
      const spec = givenSpec(overrides);
      const sweep = await launchSweep(deps.database, { spec, datasetVersionId, combinations });
      return { sweepId: sweep.sweepId, runIds: sweep.runs.map(({ runId }) => runId), spec };
    },
    async launchSearch(undrawn, overrides) {
      const spec = givenSpec(overrides);
      const launch = { spec, datasetVersionId, combinations: [], undrawn };
      const sweep = await launchSweep(deps.database, launch);
      return { sweepId: sweep.sweepId, runIds: sweep.runs.map(({ runId }) => runId), spec };
    },
    async enqueue({ sweepId, runIds, spec }) {
      const runs = runIds.map((runId, index) => ({ runId, number: index + 1, params: {} }));
      const attempts = spec.runAttempts;
      await queues.launchSweep({
        sweepId,
        round: 1,
        name: spec.name,
        runs,
        attempts,
        backoffMs: 10,
      });
    },
    async start(overrides = {}) {
      const worker = await startWorker({ ...deps, ...overrides });
      workers.push(worker);
      return worker;
    },
    process: (runId, job = {}, overrides = {}) =>
      createRunProcessor({
        ...deps,
        ...overrides,
        workerId: "under-test",
        heldRuns,
        selfExclusion: { judge: async () => {} },
        sweeps: createSweepCache(deps.database),
        arrivals: createArrivals(),
        histories: createSweepHistories(deps.database),
      })({ sweepId: runId, runId, round: 1, number: 1 }, { ...givenJob(), ...job }),
    readRun: (runId) => getRun(deps.database, runId),
    untilSomeEnded: (sweepId, count) =>
      expect
        .poll(
          async () => {
            const { progress } = await getSweepStatus(deps.database, sweepId);
            return progress.total - progress.queued - progress.running;
          },
          { timeout: 25_000, interval: 20 },
        )
        .toBeGreaterThanOrEqual(count),
    untilEnded: (sweepId) =>
      expect
        .poll(
          async () => {
            const { progress } = await getSweepStatus(deps.database, sweepId);
            return progress.queued + progress.running;
          },
          { timeout: 25_000, interval: 20 },
        )
        .toBe(0),
  };
}

function givenSpec(spec: Partial<SweepSpec>): SweepSpec {
  return SweepSpec.parse({
    trainers: ["logistic-regression"],
    dataset: "penguins",
    datasetVersion: 1,
    target: "species",
    features: ["culmen_length_mm", "culmen_depth_mm", "island", "sex"],
    space: { steps: 1 },
    model: "penguins",
    name: "penguins",
    validation: { kind: "k-fold", folds: 3 },
    objective: { metric: "accuracy", direction: "maximize" },
    ...spec,
  });
}

function givenJob(): JobContext {
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
export function beforePut(store: ArtifactStore, before: (key: string) => Promise<void>) {
  const put: ArtifactStore["put"] = async (key, content, options) => {
    await before(key);
    return await store.put(key, content, options);
  };
  return { ...store, put };
}
