import type { Run, RunSummary, Sweep } from "@rookery/contracts";
import { readProblem } from "@rookery/test";
import { beforeAll, expect, test } from "vitest";
import { launchSweep, penguinSweep, startTraining } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator({ reconciling: { intervalMs: 50, graceMs: 200 } });
const endless = { learningRate: 0.0001, steps: 100_000 };
const soon = { timeout: 25_000, interval: 50 };
/** One short fit per run. */
const quick = {
  ...penguinSweep,
  validation: { kind: "hold-out" as const },
  keepModels: "best" as const,
};

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
  await startTraining(running);
});

const steer = (id: string, verb: string, payload?: object) =>
  running.app.inject({ method: "POST", url: `/sweeps/${id}/${verb}`, ...(payload && { payload }) });
const read = async (id: string): Promise<Sweep> =>
  (await running.app.inject(`/sweeps/${id}`)).json();
const stateOf = async (id: string) => (await read(id)).state;
const runsOf = async (id: string): Promise<RunSummary[]> =>
  (await running.app.inject(`/sweeps/${id}/runs`)).json().items;
const readRun = async (id: string): Promise<Run> =>
  (await running.app.inject(`/runs/${id}`)).json();

test("a paused sweep rests within a second, keeps what it has, and goes on when resumed", async () => {
  const { id } = await launchSweep(running, {
    ...quick,
    space: { learningRate: 0.01, steps: { values: Array.from({ length: 25 }, (_, i) => 400 + i) } },
  });
  await expect.poll(async () => (await read(id)).progress.succeeded, soon).toBeGreaterThan(1);
  const pausedAt = performance.now();
  const paused = await steer(id, "pause");
  expect(paused.statusCode, paused.body).toBe(202);
  expect(paused.json().state).toBe("paused");
  await expect.poll(async () => (await read(id)).progress.running, { interval: 20 }).toBe(0);
  expect(performance.now() - pausedAt).toBeLessThan(2_000);
  const { succeeded, queued } = (await read(id)).progress;
  expect(succeeded + queued).toBe(25);
  expect(queued).toBeGreaterThan(0);
  await expect.poll(async () => (await running.queues.getCounts()).runs.waiting).toBe(0);
  expect((await steer(id, "pause")).statusCode).toBe(202);

  const resumed = await steer(id, "resume");
  expect(resumed.json()).toMatchObject({ state: "running", progress: { succeeded } });
  expect((await steer(id, "resume")).statusCode).toBe(202);
  await expect.poll(() => stateOf(id), soon).toBe("succeeded");
  expect((await read(id)).progress).toMatchObject({ total: 25, succeeded: 25 });
  const runs = await Promise.all((await runsOf(id)).map((run) => readRun(run.id)));
  for (const { attempts, history } of runs) {
    expect(attempts.slice(0, -1).every(({ state }) => state === "released")).toBe(true);
    expect(history.accuracy).toHaveLength(1);
  }
});

test("pausing and resuming in quick succession forgets no run", async () => {
  const { id } = await launchSweep(running, {
    ...quick,
    space: { learningRate: 0.01, steps: { values: Array.from({ length: 30 }, (_, i) => 100 + i) } },
  });
  for (let count = 0; count < 5; count += 1) {
    await steer(id, "pause");
    await steer(id, "resume");
  }
  await expect.poll(() => stateOf(id), soon).toBe("succeeded");
  expect((await read(id)).progress).toMatchObject({ total: 30, succeeded: 30 });
});

test("a paused sweep can be cancelled", async () => {
  const { id } = await launchSweep(running, { ...penguinSweep, space: endless });
  await expect.poll(async () => (await read(id)).progress.running, soon).toBe(1);
  await steer(id, "pause");
  await steer(id, "cancel");
  await expect.poll(() => stateOf(id), soon).toBe("cancelled");
  expect(await read(id)).toMatchObject({ stopReason: "cancelled", progress: { cancelled: 1 } });
  expect(readProblem(await steer(id, "resume"))).toMatchObject({ status: 409, code: "conflict" });
});

test("a retried sweep runs its failed runs again, keeps their history and registers once more", async () => {
  const { id } = await launchSweep(running, penguinSweep);
  await expect.poll(() => stateOf(id), soon).toBe("succeeded");
  const first = await read(id);
  expect(first.progress).toMatchObject({ succeeded: 5, failed: 1 });
  expect(readProblem(await steer(id, "retry", { states: ["lost"] })).detail).toContain("lost");
  expect(readProblem(await steer(id, "retry", { states: [] })).status).toBe(400);
  expect(readProblem(await steer(id, "retry", { states: ["succeeded"] })).status).toBe(400);
  const retried = await steer(id, "retry");
  expect(retried.statusCode, retried.body).toBe(202);
  expect(retried.json()).toMatchObject({ state: "running", finishedAt: null });
  await expect.poll(() => stateOf(id), soon).toBe("succeeded");
  const second = await read(id);
  expect(second.progress).toEqual(first.progress);
  expect(second.outcome?.version).toBe((first.outcome?.version ?? 0) + 1);
  const failed = (await runsOf(id)).find(({ state }) => state === "failed");
  expect((await readRun(failed?.id ?? "")).attempts).toMatchObject([
    { number: 1, state: "failed", error: { code: "training-diverged" } },
    { number: 2, state: "failed", error: { code: "training-diverged" } },
  ]);
});

test("runs that are named are retried, and the other failed runs stay as they are", async () => {
  const space = { learningRate: { values: [1e6, 0.0001] }, steps: { values: [50, 51, 52] } };
  const { id } = await launchSweep(running, { ...quick, space });
  await expect.poll(() => stateOf(id), soon).toBe("succeeded");
  const failed = (await runsOf(id)).filter(({ state }) => state === "failed");
  const [first, second, third] = failed.map((run) => run.id);
  const foreign = readProblem(await steer(id, "retry", { runs: [first, "0".repeat(32)] }));
  expect(foreign).toMatchObject({ status: 400, issues: [{ field: "runs[1]" }] });
  for (const runs of [[], ["x"], [0], [1.5], Array.from({ length: 10_001 }, () => 1)]) {
    const refused = readProblem(await steer(id, "retry", { runs }));
    expect(refused).toMatchObject({ status: 400, code: "validation-failed" });
    expect(refused.issues?.[0]?.field).toMatch(/^runs/);
  }
  const retried = await steer(id, "retry", { runs: [first, failed[1]?.number] });
  expect(retried.statusCode, retried.body).toBe(202);
  await expect.poll(() => stateOf(id), soon).toBe("succeeded");
  const attempts = async (runId = "") => (await readRun(runId)).attempts.length;
  expect(await Promise.all([first, second, third].map(attempts))).toEqual([2, 2, 1]);
  const listed = await running.app.inject(`/sweeps/${id}/attempts?failures=true`);
  expect(listed.json().items).toMatchObject([{ number: 2 }, { number: 2 }, { number: 1 }]);
});

test("the runs of a cancelled sweep can be retried, and those of one that still runs", async () => {
  const space = { learningRate: { values: [1e6, 0.01] }, steps: { values: [50, 51] } };
  const { id } = await launchSweep(running, { ...quick, space });
  await steer(id, "cancel");
  await expect.poll(() => stateOf(id), soon).toBe("cancelled");
  await steer(id, "retry", { states: ["cancelled", "failed"] });
  await expect.poll(() => stateOf(id), soon).toBe("succeeded");
  expect((await read(id)).progress).toMatchObject({ failed: 2, succeeded: 2 });

  const mixed = { learningRate: { values: [1e6, 0.0001] }, steps: { values: [50, 2_000] } };
  const still = await launchSweep(running, { ...quick, space: mixed });
  await expect.poll(async () => (await read(still.id)).progress.failed, soon).toBeGreaterThan(0);
  const { state, progress } = (await steer(still.id, "retry")).json();
  expect(state).toBe("running");
  expect(progress.queued).toBeGreaterThan(0);
  await expect.poll(() => stateOf(still.id), soon).toBe("succeeded");
  const ended = await Promise.all((await runsOf(still.id)).map((run) => readRun(run.id)));
  expect(ended.some(({ attempts }) => attempts.length === 2)).toBe(true);
  expect((await read(still.id)).progress).toMatchObject({ queued: 0, running: 0, cancelled: 0 });
});

test("a sweep with too many failures ends as failed and says what of", async () => {
  const space = { learningRate: 1e6, steps: { values: [50, 51, 52, 53, 54, 55, 56, 57] } };
  const { id } = await launchSweep(running, { ...quick, space, maxFailures: 2 });
  await expect.poll(() => stateOf(id), soon).toBe("failed");
  const { error, progress, stopReason } = await read(id);
  expect(stopReason).toBe("too-many-failures");
  expect(error).toMatchObject({
    code: "too-many-failures",
    message: expect.stringContaining("training-diverged"),
  });
  expect(progress.failed + progress.cancelled).toBe(8);
  expect(progress.failed).toBeGreaterThan(2);
});

test("a sweep stops at its deadline, and takes the best so far", async () => {
  // The worker has the next run at hand before its thread is free, so two may begin in either order.
  const space = { learningRate: 0.01, steps: { values: [40, 41, 42, 99_999, 100_000] } };
  const { id } = await launchSweep(running, { ...quick, space, deadlineMs: 2_500 });
  await expect.poll(() => stateOf(id), soon).toBe("succeeded");
  const { outcome, progress, stopReason } = await read(id);
  expect(stopReason).toBe("deadline");
  expect(progress.succeeded + progress.cancelled).toBe(5);
  expect(progress.cancelled).toBeGreaterThan(0);
  expect(outcome?.promotion?.reason).toContain("deadline");
});

test("a sweep allows failures of half its runs, ten at least, unless it says otherwise", async () => {
  const launchWith = async (count: number, limits = {}) => {
    const steps = { values: Array.from({ length: count }, (_, index) => index + 1) };
    const request = { ...penguinSweep, space: { steps }, ...limits };
    const url = "/sweeps?dryRun=true";
    const answer = await running.app.inject({ method: "POST", url, payload: request });
    return answer.json().spec.maxFailures;
  };
  expect(await launchWith(4)).toBe(10);
  expect(await launchWith(41)).toBe(21);
  expect(await launchWith(41, { maxFailures: 0 })).toBe(0);
  expect(await launchWith(41, { maxFailures: null })).toBeNull();
});
