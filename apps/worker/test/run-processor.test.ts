import { AppError } from "@rookery/contracts";
import { cancelSweep, claimRun, getSweepStatus, pauseSweep, resumeSweep } from "@rookery/tracking";
import { expect, test } from "vitest";
import { beforePut, endless, quick, useWorkers } from "./test-worker.ts";

const context = useWorkers();

test("a run that succeeds records metrics, folds, timings and files", async () => {
  const { launch, process, readRun, deps } = context;
  const { runIds } = await launch([quick]);
  const lines: string[] = [];
  await process(runIds[0], { log: async (text) => void lines.push(text) });
  const run = await readRun(runIds[0]);
  expect(run).toMatchObject({ state: "succeeded", attempt: 1, error: null });
  expect(run.metrics.accuracy).toBeGreaterThan(0.8);
  expect(run.folds).toHaveLength(3);
  expect(run.timings?.totalMs).toBeGreaterThanOrEqual(run.timings?.trainMs ?? Infinity);
  expect(run.artifacts.map(({ path }) => path)).toEqual([
    "evaluation.json",
    "model.json",
    "run.log",
  ]);
  const log = String(await deps.artifacts.get(`runs/${run.id}/1/run.log`));
  expect(log).toContain("attempt 1 on under-test");
  expect(log).toContain('"accuracy"');
  expect(`${lines.join("\n")}\n`).toBe(log);
});

test("only the best model is kept when the sweep says so", async () => {
  const { launch, process, readRun } = context;
  const { runIds } = await launch([quick], { keepModels: "best" });
  await process(runIds[0]);
  const { artifacts } = await readRun(runIds[0]);
  expect(artifacts.map(({ path }) => path)).toEqual(["evaluation.json", "run.log"]);
});

test("files are in the store before the run says so, under keys of their attempt", async () => {
  const { launch, process, readRun, deps } = context;
  const { runIds } = await launch([quick]);
  const keys: string[] = [];
  const artifacts = beforePut(deps.artifacts, async (key) => {
    keys.push(key);
    expect(await readRun(runIds[0])).toMatchObject({ state: "running", artifacts: [] });
  });
  await process(runIds[0], {}, { artifacts });
  const run = await readRun(runIds[0]);
  expect(run.state).toBe("succeeded");
  expect(keys.sort()).toEqual(run.artifacts.map(({ path }) => `runs/${run.id}/1/${path}`));
  for (const { path, sizeBytes } of run.artifacts) {
    expect(await deps.artifacts.head(`runs/${run.id}/1/${path}`)).toMatchObject({ sizeBytes });
  }
});

test("a run that diverges fails with the reason and keeps its log", async () => {
  const { launch, process, readRun, deps } = context;
  const { runIds } = await launch([{ learningRate: 1e6, steps: 50 }]);
  await expect(process(runIds[0])).rejects.toMatchObject({ code: "training-diverged" });
  const run = await readRun(runIds[0]);
  const error = { code: "training-diverged", message: expect.stringContaining("learningRate") };
  expect(run).toMatchObject({ state: "failed", error, attempts: [{ state: "failed", error }] });
  expect(run.artifacts.map(({ path }) => path)).toEqual(["run.log"]);
  const log = String(await deps.artifacts.get(`runs/${run.id}/1/run.log`));
  expect(log).toContain("training-diverged");
});

test("a run that passes its limit is timed out", async () => {
  const { launch, process, readRun } = context;
  const { runIds } = await launch([endless], { runTimeoutMs: 200 });
  await expect(process(runIds[0])).rejects.toMatchObject({ code: "run-timed-out" });
  expect(await readRun(runIds[0])).toMatchObject({
    state: "timed-out",
    error: { code: "run-timed-out" },
  });
});

test("a run whose sweep is cancelled ends as cancelled within moments", async () => {
  const { launch, process, readRun, deps } = context;
  const { sweepId, runIds } = await launch([endless]);
  const done = process(runIds[0]);
  await expect.poll(async () => (await readRun(runIds[0])).state).toBe("running");
  await cancelSweep(deps.database, sweepId);
  await done;
  expect(await readRun(runIds[0])).toMatchObject({
    state: "cancelled",
    error: { code: "run-cancelled" },
    attempts: [{ state: "cancelled" }],
  });
});

test("a run whose holder could not record its end is cancelled with its sweep", async () => {
  const { launch, process, readRun, deps } = context;
  const { sweepId, runIds } = await launch([quick]);
  await claimRun(deps.database, { runId: runIds[0], round: 1, workerId: "elsewhere" });
  await cancelSweep(deps.database, sweepId);
  await process(runIds[0]);
  expect(await readRun(runIds[0])).toMatchObject({
    state: "cancelled",
    attempts: [{ workerId: "elsewhere", state: "cancelled" }],
  });
});

test("a run delivered twice at once records one result, under its newest attempt", async () => {
  const { launch, process, readRun, deps } = context;
  const { runIds } = await launch([quick]);
  const attemptOf = async () => (await readRun(runIds[0])).attempt;
  // Neither ends before both have claimed the run.
  const artifacts = beforePut(deps.artifacts, () => expect.poll(attemptOf).toBe(2));
  await Promise.all([1, 2].map(() => process(runIds[0], {}, { artifacts })));
  const run = await readRun(runIds[0]);
  expect(run).toMatchObject({
    state: "succeeded",
    attempt: 2,
    attempts: [{ state: "lost" }, { state: "succeeded" }],
  });
  expect(run.history.accuracy).toHaveLength(1);
  await process(runIds[0]);
  expect(await readRun(runIds[0])).toEqual(run);
});

test("a run whose job is interrupted is handed back", async () => {
  const { launch, process, readRun } = context;
  const { runIds } = await launch([endless]);
  const stop = new AbortController();
  const reason = new AppError("run-lost", "The worker stops.");
  const done = process(runIds[0], { signal: stop.signal }).catch((error: unknown) => error);
  await expect.poll(async () => (await readRun(runIds[0])).state).toBe("running");
  stop.abort(reason);
  expect(await done).toBe(reason);
  expect(await readRun(runIds[0])).toMatchObject({
    state: "queued",
    attempts: [{ state: "released" }],
  });
});

test("a run whose sweep is paused is handed back within moments and loses no try", async () => {
  const { launch, process, readRun, deps } = context;
  const { sweepId, runIds } = await launch([endless]);
  const done = process(runIds[0]);
  await expect.poll(async () => (await readRun(runIds[0])).state).toBe("running");
  const pausedAt = performance.now();
  await pauseSweep(deps.database, sweepId);
  expect(await done).toBeUndefined();
  // A second where the machine is free, minutes if nobody ended the thread.
  expect(performance.now() - pausedAt).toBeLessThan(20_000);
  expect(await readRun(runIds[0])).toMatchObject({
    state: "queued",
    error: null,
    attempts: [{ state: "released" }],
  });
  expect(await process(runIds[0])).toBeUndefined();
  await resumeSweep(deps.database, sweepId);
  const claim = await claimRun(deps.database, { runId: runIds[0], round: 1, workerId: "next" });
  expect(claim).toMatchObject({ attempt: 2, tries: 0 });
});

test("a failure that may pass ends the run only at its last try", async () => {
  const { launch, process, readRun, deps } = context;
  const { runIds } = await launch([quick], { runAttempts: 2 });
  const bug = new TypeError("a bug");
  const artifacts = beforePut(deps.artifacts, () => Promise.reject(bug));
  await expect(process(runIds[0], {}, { artifacts })).rejects.toBe(bug);
  expect(await readRun(runIds[0])).toMatchObject({ state: "queued" });
  await expect(process(runIds[0], {}, { artifacts })).rejects.toBe(bug);
  expect(await readRun(runIds[0])).toMatchObject({
    state: "failed",
    error: { code: "internal", message: "a bug", stack: expect.stringContaining("a bug") },
    artifacts: [],
    metrics: {},
    attempts: [{ state: "failed" }, { state: "failed" }],
  });
});

test("while the store is away a run is postponed without losing a try", async () => {
  const { launch, process, readRun, deps } = context;
  const { runIds } = await launch([quick], { runAttempts: 1 });
  const away = new AppError("unavailable", "The artifact store is away.");
  const artifacts = beforePut(deps.artifacts, () => Promise.reject(away));
  const postponed = { postponeMs: expect.any(Number) };
  for (const job of [{}, { isLastAttempt: true }]) {
    expect(await process(runIds[0], job, { artifacts })).toEqual(postponed);
    expect((await readRun(runIds[0])).state).toBe("queued");
  }
  expect(await process(runIds[0])).toBeUndefined();
  expect(await readRun(runIds[0])).toMatchObject({
    state: "succeeded",
    attempts: [
      { state: "released", error: { code: "unavailable" } },
      { state: "released", error: { code: "unavailable" } },
      { state: "succeeded" },
    ],
  });
});

test("the run whose failure is one too many stops its sweep", async () => {
  const { launch, process, readRun, deps } = context;
  const bad = { learningRate: 1e6, steps: 50 };
  const { sweepId, runIds } = await launch([bad, { ...bad, steps: 51 }, quick], { maxFailures: 1 });
  await expect(process(runIds[0])).rejects.toMatchObject({ code: "training-diverged" });
  expect((await getSweepStatus(deps.database, sweepId)).state).toBe("running");
  await expect(process(runIds[1])).rejects.toMatchObject({ code: "training-diverged" });
  expect((await getSweepStatus(deps.database, sweepId)).state).toBe("stopping");
  expect((await readRun(runIds[2])).state).toBe("cancelled");
});
