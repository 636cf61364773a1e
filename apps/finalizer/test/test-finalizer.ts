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
  type Queues,
} from "@rookery/queue";
import { createLogger } from "@rookery/runtime";
import { createTestDatabase } from "@rookery/test";
import { claimRun, finishRun, type LaunchedSweep, launchSweep } from "@rookery/tracking";
import { createTableCache, createTrainingPool } from "@rookery/training";
import { afterAll, beforeAll } from "vitest";
import type { FinalizerDeps } from "../src/deps.ts";
import { createSweepProcessor } from "../src/finalize-sweep.ts";

const penguins = new URL("../../../data/penguins_size.csv", import.meta.url);

/** Parameters that predict well, and such that hardly learn anything. */
export const good: Params = { learningRate: 0.01, steps: 100 };
export const poor: Params = { learningRate: 0.000001, steps: 1 };

export interface TestFinalizer {
  readonly deps: FinalizerDeps & { queues: Queues };
  launch(combinations: Params[], spec?: Partial<SweepSpec>): Promise<LaunchedSweep>;
  /** A sweep whose runs ended with these accuracies; `null`: the run failed. */
  launchEnded(
    runs: { params: Params; accuracy: number | null }[],
    spec?: Partial<SweepSpec>,
  ): Promise<LaunchedSweep>;
  /** Does a sweep's last job, as the queue would deliver it. */
  finalize(
    sweepId: string,
    options?: { job?: Partial<JobContext>; round?: number; artifacts?: ArtifactStore },
  ): Promise<JobOutcome>;
}

/** PostgreSQL with the penguins, the queue on it, files on disk and a pool of one thread. */
export function useFinalizer(): TestFinalizer {
  let deps: FinalizerDeps & { queues: Queues };
  let datasetVersionId: number;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const { url, drop } = await createTestDatabase();
    closing.push(drop);
    const backend = { kind: "postgres", url } as const;
    await migrateDatabase(url);
    await migrateQueue(backend);
    const database = createDatabase({ url, applicationName: "finalizer-test" });
    closing.push(() => database.close());
    const root = await mkdtemp(join(tmpdir(), "rookery-finalizer-test-"));
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
    const logger = createLogger({ name: "finalizer-test", level: "silent" });
    const queues = await createQueues({ backend, logger });
    closing.push(() => queues.close());
    deps = { database, artifacts, backend, queues, pool, tables, logger };
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  const launch: TestFinalizer["launch"] = (combinations, spec = {}) =>
    launchSweep(deps.database, { spec: givenSpec(spec), datasetVersionId, combinations });

  return {
    get deps() {
      return deps;
    },
    launch,
    async launchEnded(runs, spec) {
      const launched = await launch(
        runs.map(({ params }) => params),
        spec,
      );
      for (const [index, { runId }] of launched.runs.entries()) {
        await endRun(deps, runId, runs[index].accuracy);
      }
      return launched;
    },
    finalize: (sweepId, { job = {}, round = 1, artifacts = deps.artifacts } = {}) =>
      createSweepProcessor({ ...deps, artifacts })({ sweepId, round }, { ...givenJob(), ...job }),
  };
}

async function endRun({ database }: FinalizerDeps, runId: string, accuracy: number | null) {
  const claim = await claimRun(database, { runId, round: 1, workerId: "somebody" });
  if (!claim) throw new Error(`run ${runId} cannot be claimed`);
  const error = { code: "training-diverged", message: "Too large." };
  const result =
    accuracy === null
      ? { state: "failed" as const, error }
      : { state: "succeeded" as const, objectiveValue: accuracy, metrics: { accuracy } };
  await finishRun(database, { ...claim, ...result });
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
    objective: { metric: "accuracy", direction: "maximize" },
    ...spec,
  });
}

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
export function beforePut(store: ArtifactStore, before: () => Promise<unknown>): ArtifactStore {
  const put: ArtifactStore["put"] = async (key, content, options) => {
    await before();
    return await store.put(key, content, options);
  };
  return { ...store, put };
}
