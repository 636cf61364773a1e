import { type Params, type RunSummary, type SweepSpec, TpeSpec } from "@rookery/contracts";
import { combinationHash } from "@rookery/search";
import { createGate, createTestRedis, describeWithRedis } from "@rookery/test";
import { claimRun, drawRun, getSweep } from "@rookery/tracking";
import { loadTrainers } from "@rookery/trainer-kit";
import { createTrainingPool, type TrainingPool } from "@rookery/training-threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beforePut, useWorkers } from "./test-worker.ts";

const tpe = TpeSpec.parse({ name: "tpe", startupRuns: 5 });
const search: Partial<SweepSpec> = {
  sampler: tpe,
  seed: 7,
  keepModels: "best",
  space: {
    learningRate: { min: 0.001, max: 1, scale: "log" },
    steps: { type: "int", min: 5, max: 40 },
  },
};
/** 24 combinations. */
const small: Partial<SweepSpec> = {
  ...search,
  space: {
    learningRate: { values: [0.01, 0.03, 0.1, 0.3] },
    steps: { type: "int", min: 10, max: 35, step: 5 },
  },
};
const halving: Partial<SweepSpec> = {
  ...search,
  validation: { kind: "k-fold", folds: 4 },
  pruner: { name: "median", startupRuns: 3, warmupSteps: 0, intervalSteps: 1 },
};

describe("a search on PostgreSQL alone", () => describeSearch());

describeWithRedis("a search with its queue on Redis", () =>
  describeSearch(async () => {
    const { url, drop } = await createTestRedis();
    return { backend: { kind: "redis", url }, drop };
  }),
);

function describeSearch(openQueue?: NonNullable<Parameters<typeof useWorkers>[0]>["openQueue"]) {
  const context = useWorkers(openQueue && { openQueue });
  const pools: TrainingPool[] = [];
  beforeAll(async () => {
    const trainers = await loadTrainers();
    for (let pool = 0; pool < 3; pool++) {
      pools.push(createTrainingPool({ threads: 1, trainers }));
    }
  });
  afterAll(async () => {
    for (const pool of pools) await pool.close();
  });

  async function startFour(): Promise<void> {
    await context.start();
    for (const pool of pools) await context.start({ pool });
  }

  async function finish(runs: number, spec: Partial<SweepSpec>, start: () => Promise<unknown>) {
    const sweep = await context.launchSearch(runs, spec);
    await context.enqueue(sweep);
    await start();
    await context.untilEnded(sweep.sweepId);
    return { ...sweep, runs: await readRuns(sweep.runIds) };
  }

  const readRuns = (runIds: string[]) => Promise.all(runIds.map(context.readRun));

  test("with one worker gives the same combinations and metrics for the same seed", async () => {
    const first = await finish(20, search, () => context.start());
    const again = await finish(20, search, async () => {});
    expect(again.runs.map(comparable)).toEqual(first.runs.map(comparable));
    const other = await finish(20, { ...search, seed: 8 }, async () => {});
    expect(other.runs.map(comparable)).not.toEqual(first.runs.map(comparable));
  });

  test("with four workers uses up a finite space, and no combination twice", async () => {
    const { runs } = await finish(24, small, startFour);
    expect(runs.every(({ state }) => state === "succeeded")).toBe(true);
    expect(new Set(runs.map(({ params }) => key(params))).size).toBe(24);
  });

  test("goes on where it was when its workers stop and others start", async () => {
    const sweep = await context.launchSearch(24, search);
    await context.enqueue(sweep);
    const gate = createGate();
    const first = sweep.runIds.slice(0, 8);
    const stopping = await context.start({
      artifacts: beforePut(context.deps.artifacts, async (key) => {
        if (!first.some((runId) => key.includes(runId))) await gate.pass();
      }),
    });
    await context.untilSomeEnded(sweep.sweepId, first.length);
    const stopped = stopping.close({ graceMs: 0 });
    gate.open();
    await stopped;
    const before = await readRuns(sweep.runIds);
    const drawn = before.filter(({ params }) => Object.keys(params).length > 0);
    expect(drawn.length).toBeGreaterThanOrEqual(8);
    expect(drawn.length).toBeLessThan(24);

    await startFour();
    await context.untilEnded(sweep.sweepId);
    const after = await readRuns(sweep.runIds);
    expect(after.every(({ state }) => state === "succeeded")).toBe(true);
    for (const { id, params } of drawn) {
      expect(after.find((run) => run.id === id)?.params).toEqual(params);
    }
    expect(new Set(after.map(({ params }) => key(params))).size).toBe(24);
  });

  test("trains what a killed worker had drawn with the parameters it drew", async () => {
    const { deps, launchSearch, enqueue, start, untilEnded } = context;
    const sweep = await launchSearch(4, search);
    const [runId] = sweep.runIds;
    const claim = await claimRun(deps.database, { runId, round: 1, workerId: "killed" });
    const params = { learningRate: 0.123, steps: 17 };
    const hash = combinationHash(sweep.spec.trainers, params);
    await drawRun(deps.database, { runId, attempt: claim?.attempt ?? 0, params, hash });
    await enqueue(sweep);
    await start();
    await untilEnded(sweep.sweepId);
    expect(await context.readRun(runId)).toMatchObject({
      state: "succeeded",
      params,
      attempts: [{ state: "lost" }, { state: "succeeded" }],
    });
  });

  test("ends runs early that are worse than the others, and takes none of them for the best", async () => {
    const { runs, sweepId } = await finish(24, halving, startFour);
    const pruned = runs.filter(({ state }) => state === "pruned");
    expect(pruned.length).toBeGreaterThan(0);
    for (const run of pruned) {
      expect(run.folds.length).toBeLessThan(4);
      const history = run.history.accuracy ?? [];
      expect(history.at(-1)).toMatchObject({
        step: run.folds.length,
        value: run.metrics.accuracy,
      });
      expect(run.artifacts.map(({ path }) => path)).toEqual(["run.log"]);
    }
    const { best, progress } = await getSweep(context.deps.database, sweepId);
    expect(best?.state).toBe("succeeded");
    expect(progress).toMatchObject({
      pruned: pruned.length,
      succeeded: 24 - pruned.length,
      failed: 0,
    });
  });

  test("with one worker prunes the same runs for the same seed", async () => {
    const first = await finish(16, halving, () => context.start());
    const again = await finish(16, halving, async () => {});
    expect(again.runs.map(comparable)).toEqual(first.runs.map(comparable));
  });

  test("over several trainers gives each run the parameters of its own", async () => {
    const trainers = ["logistic-regression", "logistic-regression-lbfgs"];
    const { runs } = await finish(
      20,
      {
        ...search,
        trainers,
        space: {
          trainer: { values: trainers },
          steps: { type: "int", min: 5, max: 40, when: { trainer: "logistic-regression" } },
          c: { min: 0.01, max: 100, scale: "log", when: { trainer: "logistic-regression-lbfgs" } },
        },
      },
      startFour,
    );
    expect(runs.map(({ state }) => state)).toEqual(runs.map(() => "succeeded"));
    expect(new Set(runs.map(({ params }) => params.trainer)).size).toBe(2);
    for (const { params } of runs) {
      expect("c" in params).toBe(params.trainer === "logistic-regression-lbfgs");
      expect("steps" in params).toBe(params.trainer === "logistic-regression");
    }
  });
}

const key = (params: Params) => JSON.stringify(params);
const comparable = ({ number, state, params, metrics }: RunSummary) => ({
  number,
  state,
  params,
  metrics,
});
