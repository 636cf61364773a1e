import type { ArtifactStore } from "@rookery/artifacts";
import type { Params, SweepSpec } from "@rookery/contracts";
import type { JobContext, JobOutcome, Queues } from "@rookery/queue";
import { claimRun, finishRun, type LaunchedSweep, launchSweep } from "@rookery/tracking";
import type { Workplace } from "@rookery/workplace";
import { afterAll, beforeAll } from "vitest";
import {
  givenJob,
  givenSpec,
  openTrainingPlace,
  type TrainingPlace,
} from "../../../test/services/training-place.ts";
import { createSweepProcessor } from "../src/create-sweep-processor.ts";

export { beforePut, givenJob } from "../../../test/services/training-place.ts";

/** Parameters that predict well, and such that hardly learn anything. */
export const good: Params = { learningRate: 0.01, steps: 100 };
export const poor: Params = { learningRate: 0.000001, steps: 1 };

export interface TestFinalizer {
  readonly deps: Workplace & { queues: Queues };
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
  let place: TrainingPlace;
  beforeAll(async () => {
    place = await openTrainingPlace({ name: "finalizer-test" });
  });
  afterAll(() => place.close());

  const launch: TestFinalizer["launch"] = (combinations, spec = {}) =>
    launchSweep(place.database, {
      spec: givenSpec(spec),
      datasetVersionId: place.datasetVersionId,
      combinations,
    });

  return {
    get deps() {
      return place;
    },
    launch,
    async launchEnded(runs, spec) {
      const launched = await launch(
        runs.map(({ params }) => params),
        spec,
      );
      for (const [index, { runId }] of launched.runs.entries()) {
        await endRun(place, runId, runs[index].accuracy);
      }
      return launched;
    },
    finalize: (sweepId, { job = {}, round = 1, artifacts = place.artifacts } = {}) =>
      createSweepProcessor({ ...place, artifacts })({ sweepId, round }, { ...givenJob(), ...job }),
  };
}

async function endRun({ database }: Workplace, runId: string, accuracy: number | null) {
  const claim = await claimRun(database, { runId, round: 1, workerId: "somebody" });
  if (!claim) throw new Error(`run ${runId} cannot be claimed`);
  const error = { code: "training-diverged", message: "Too large." };
  const result =
    accuracy === null
      ? { state: "failed" as const, error }
      : { state: "succeeded" as const, objectiveValue: accuracy, metrics: { accuracy } };
  await finishRun(database, { ...claim, ...result });
}
