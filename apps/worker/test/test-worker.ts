import type { Params, SweepSpec } from "@rookery/contracts";
import type { JobContext, JobOutcome } from "@rookery/queue";
import { getRun, getSweepStatus, launchSweep, type RunRecord } from "@rookery/tracking";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import {
  givenJob,
  givenSpec,
  openTrainingPlace,
  type TrainingPlace,
  type TrainingPlaceOptions,
} from "../../../test/services/training-place.ts";
import { createArrivals } from "../src/arrivals.ts";
import { createRunProcessor } from "../src/create-run-processor.ts";
import { createHeldRuns, type HeldRuns } from "../src/held-runs.ts";
import { startWorker, type Worker, type WorkerDeps } from "../src/start-worker.ts";
import { createSweepCache } from "../src/sweep-cache.ts";
import { createSweepHistories } from "../src/sweep-histories.ts";

export { beforePut } from "../../../test/services/training-place.ts";

/** Good parameters, quickly fitted. */
export const quick: Params = { learningRate: 0.01, steps: 50 };
/** Minutes of training, unless something ends it. */
export const endless: Params = { learningRate: 0.0001, steps: 100_000 };

const threeFolds = { validation: { kind: "k-fold" as const, folds: 3 } };

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

/** PostgreSQL with the penguins, a queue, files on disk and a pool of one thread. */
export function useWorkers(places: Omit<TrainingPlaceOptions, "name"> = {}): TestWorkers {
  let place: TrainingPlace;
  let deps: WorkerDeps;
  let heldRuns: HeldRuns;
  const workers: Worker[] = [];

  beforeAll(async () => {
    place = await openTrainingPlace({ name: "worker-test", ...places });
    const { database, logger } = place;
    heldRuns = createHeldRuns({ database, logger });
    deps = { ...place, threads: 1 };
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.close({ graceMs: 0 });
  });
  afterAll(async () => {
    await heldRuns.close();
    await place.close();
  });

  return {
    get deps() {
      return deps;
    },
    async launch(combinations, overrides = {}) {
      const spec = givenSpec({ ...threeFolds, ...overrides });
      const { database, datasetVersionId } = place;
      const sweep = await launchSweep(database, { spec, datasetVersionId, combinations });
      return { sweepId: sweep.sweepId, runIds: sweep.runs.map(({ runId }) => runId), spec };
    },
    async launchSearch(undrawn, overrides) {
      const spec = givenSpec({ ...threeFolds, ...overrides });
      const { datasetVersionId } = place;
      const launch = { spec, datasetVersionId, combinations: [], undrawn };
      const sweep = await launchSweep(deps.database, launch);
      return { sweepId: sweep.sweepId, runIds: sweep.runs.map(({ runId }) => runId), spec };
    },
    async enqueue({ sweepId, runIds, spec }) {
      const runs = runIds.map((runId, index) => ({ runId, number: index + 1, params: {} }));
      const attempts = spec.runAttempts;
      await place.queues.launchSweep({
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
          { interval: 20 },
        )
        .toBeGreaterThanOrEqual(count),
    untilEnded: (sweepId) =>
      expect
        .poll(
          async () => {
            const { progress } = await getSweepStatus(deps.database, sweepId);
            return progress.queued + progress.running;
          },
          { interval: 20 },
        )
        .toBe(0),
  };
}
