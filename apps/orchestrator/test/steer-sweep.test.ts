import type { Run, RunSummary, Sweep } from "@rookery/contracts";
import { createGate, readProblem } from "@rookery/test";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { beforePut } from "../../../test/services/training-place.ts";
import { launchSweep, penguinSweep, startTraining } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator({ reconciling: { intervalMs: 50, graceMs: 200 } });
const endless = { learningRate: 0.0001, steps: 100_000 };
/** One short fit per run. */
const quick = {
  ...penguinSweep,
  validation: { kind: "hold-out" as const },
  keepModels: "best" as const,
};

/** Called with the key of every file before it is stored. */
let beforeFile: (key: string) => Promise<void> = async () => {};

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
  const artifacts = beforePut(running.artifacts, (key) => beforeFile(key));
  await startTraining({ ...running, artifacts });
});

/**
 * From now on runs that were trained well do not end, but for the first `passing` of them, until
 * the answered function is called. The worker holds two runs at a time.
 */
function holdRuns({ passing = 0 } = {}): () => void {
  const gate = createGate();
  let left = passing;
  beforeFile = async (key) => {
    if (key.endsWith("evaluation.json") && left-- <= 0) await gate.pass();
  };
  const release = () => {
    beforeFile = async () => {};
    gate.open();
  };
  onTestFinished(release);
  return release;
}

const steer = (id: string, verb: string, payload?: object) =>
  running.app.inject({ method: "POST", url: `/sweeps/${id}/${verb}`, ...(payload && { payload }) });
const read = async (id: string): Promise<Sweep> =>
  (await running.app.inject(`/sweeps/${id}`)).json();
const stateOf = async (id: string) => (await read(id)).state;
const runsOf = async (id: string): Promise<RunSummary[]> =>
  (await running.app.inject(`/sweeps/${id}/runs`)).json().items;
const readRun = async (id: string): Promise<Run> =>
  (await running.app.inject(`/runs/${id}`)).json();

test("a paused sweep rests, keeps what it has, and goes on when resumed", async () => {
  const release = holdRuns({ passing: 2 });
  const { id } = await launchSweep(running, {
    ...quick,
    space: { learningRate: 0.01, steps: { values: Array.from({ length: 12 }, (_, i) => 400 + i) } },
  });
  await expect
    .poll(async () => (await read(id)).progress)
    .toMatchObject({ succeeded: 2, running: 2 });
  const paused = await steer(id, "pause");
  expect(paused.statusCode, paused.body).toBe(202);
  expect(paused.json().state).toBe("paused");
  release();
  await expect.poll(async () => (await read(id)).progress.running).toBe(0);
  const { succeeded, queued } = (await read(id)).progress;
  expect(succeeded + queued).toBe(12);
  expect(queued).toBeGreaterThan(0);
  await expect.poll(async () => (await running.queues.getCounts()).runs.waiting).toBe(0);
  expect((await steer(id, "pause")).statusCode).toBe(202);

  const resumed = await steer(id, "resume");
  expect(resumed.json()).toMatchObject({ state: "running", progress: { succeeded } });
  expect((await steer(id, "resume")).statusCode).toBe(202);
  await expect.poll(() => stateOf(id)).toBe("succeeded");
  expect((await read(id)).progress).toMatchObject({ total: 12, succeeded: 12 });
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
  await expect.poll(() => stateOf(id)).toBe("succeeded");
  expect((await read(id)).progress).toMatchObject({ total: 30, succeeded: 30 });
});

test("a paused sweep can be cancelled", async () => {
  const { id } = await launchSweep(running, { ...penguinSweep, space: endless });
  await expect.poll(async () => (await read(id)).progress.running).toBe(1);
  await steer(id, "pause");
  await steer(id, "cancel");
  await expect.poll(() => stateOf(id)).toBe("cancelled");
  expect(await read(id)).toMatchObject({ stopReason: "cancelled", progress: { cancelled: 1 } });
  expect(readProblem(await steer(id, "resume"))).toMatchObject({ status: 409, code: "conflict" });
});

test("a retried sweep runs its failed runs again, keeps their history and registers once more", async () => {
  const { id } = await launchSweep(running, penguinSweep);
  await expect.poll(() => stateOf(id)).toBe("succeeded");
  const first = await read(id);
  expect(first.progress).toMatchObject({ succeeded: 5, failed: 1 });
  expect(readProblem(await steer(id, "retry", { states: ["lost"] })).detail).toContain("lost");
  expect(readProblem(await steer(id, "retry", { states: [] })).status).toBe(400);
  expect(readProblem(await steer(id, "retry", { states: ["succeeded"] })).status).toBe(400);
  const retried = await steer(id, "retry");
  expect(retried.statusCode, retried.body).toBe(202);
  expect(retried.json()).toMatchObject({ state: "running", finishedAt: null });
  await expect.poll(() => stateOf(id)).toBe("succeeded");
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
  await expect.poll(() => stateOf(id)).toBe("succeeded");
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
  await expect.poll(() => stateOf(id)).toBe("succeeded");
  const attempts = async (runId = "") => (await readRun(runId)).attempts.length;
  expect(await Promise.all([first, second, third].map(attempts))).toEqual([2, 2, 1]);
  const listed = await running.app.inject(`/sweeps/${id}/attempts?failures=true`);
  expect(listed.json().items).toMatchObject([{ number: 2 }, { number: 2 }, { number: 1 }]);
});

test("the runs of a cancelled sweep can be retried, and those of one that still runs", async () => {
  const space = { learningRate: { values: [1e6, 0.01] }, steps: { values: [50, 51] } };
  const end = holdRuns();
  const { id } = await launchSweep(running, { ...quick, space });
  await steer(id, "cancel");
  end();
  await expect.poll(() => stateOf(id)).toBe("cancelled");
  await steer(id, "retry", { states: ["cancelled", "failed"] });
  await expect.poll(() => stateOf(id)).toBe("succeeded");
  expect((await read(id)).progress).toMatchObject({ failed: 2, succeeded: 2 });

  const release = holdRuns();
  const still = await launchSweep(running, { ...quick, space });
  const progressOf = async () => (await read(still.id)).progress;
  await expect.poll(progressOf).toMatchObject({ failed: 2, running: 2 });
  const retried = await steer(still.id, "retry");
  expect(retried.json()).toMatchObject({
    state: "running",
    progress: { queued: 2, running: 2, failed: 0 },
  });
  release();
  await expect.poll(() => stateOf(still.id)).toBe("succeeded");
  const ended = await Promise.all((await runsOf(still.id)).map((run) => readRun(run.id)));
  expect(ended.map(({ attempts }) => attempts.length)).toEqual([2, 2, 1, 1]);
  expect(await progressOf()).toMatchObject({ queued: 0, running: 0, cancelled: 0 });
});

test("a sweep with too many failures ends as failed and says what of", async () => {
  const space = { learningRate: 1e6, steps: { values: [50, 51, 52, 53, 54, 55, 56, 57] } };
  const { id } = await launchSweep(running, { ...quick, space, maxFailures: 2 });
  await expect.poll(() => stateOf(id)).toBe("failed");
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
  const { id } = await launchSweep(running, { ...quick, space, deadlineMs: 3_600_000 });
  await expect.poll(async () => (await read(id)).progress.succeeded).toBeGreaterThan(1);
  await running.database.pool.query("update rookery.sweeps set deadline_at = now() where id = $1", [
    id,
  ]);
  await expect.poll(() => stateOf(id)).toBe("succeeded");
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
