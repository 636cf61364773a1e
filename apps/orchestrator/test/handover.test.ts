import type { SweepRequest } from "@rookery/contracts";
import { createRunConsumer, createSweepConsumer } from "@rookery/queue";
import { announceWorker, beginFinalize, claimRun, finishRun, finishSweep } from "@rookery/tracking";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { launchSweep } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { openOrchestrator, useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

const sweepOf = (runs: number): SweepRequest => ({
  dataset: "penguins",
  target: "species",
  space: { steps: { min: 1, max: runs, step: 1 } },
});

/** A worker that trains nothing and has every run succeed; tells what it was given, in that order. */
async function takeRuns(onRun: () => Promise<void> = async () => {}) {
  const { database, backend, logger } = running;
  const taken: { sweepId: string; number: number }[] = [];
  await announceWorker(database, { ...worker, id: workerId });
  const consumer = await createRunConsumer({
    backend,
    logger,
    concurrency: 4,
    process: async ({ runId, round, sweepId, number }) => {
      const claim = await claimRun(database, { runId, round, workerId });
      if (!claim) return;
      taken.push({ sweepId, number });
      await onRun();
      await finishRun(database, { ...claim, state: "succeeded", objectiveValue: 1 });
    },
  });
  onTestFinished(() => consumer.close({ graceMs: 0, interruptMs: 1_000 }));
  return taken;
}

/** A finalizer that chooses no model; tells which round of which sweep it ended. */
async function endSweeps() {
  const { database } = running;
  const ended: string[] = [];
  const consumer = await createSweepConsumer({
    backend: running.backend,
    logger: running.logger,
    concurrency: 2,
    process: async ({ sweepId, round }) => {
      const start = await beginFinalize(database, { sweepId, round });
      if (start.kind === "waiting") return { postponeMs: 50 };
      if (start.kind === "ready") {
        await finishSweep(database.orm, { sweepId, round, state: "succeeded" });
      }
      if (start.kind !== "done") ended.push(`${sweepId} ${round}`);
    },
  });
  onTestFinished(() => consumer.close({ graceMs: 0, interruptMs: 1_000 }));
  return ended;
}

const worker = { hostname: "here", pid: 1, concurrency: 4, memoryMb: 1_000 };
const workerId = "quick";
const patience = { timeout: 150_000 };

test("of a sweep of a thousand runs a window waits in the queue; each is trained once, and then it is ended", async () => {
  // Orchestrators that hand over the same sweep do not get into each other's way.
  const other = await openOrchestrator(running);
  onTestFinished(() => other.close());
  const { id } = await launchSweep(running, sweepOf(1_000));
  expect(await running.queues.countWaitingRuns()).toBeLessThanOrEqual(64);
  let most = 0;
  const ended = await endSweeps();
  const taken = await takeRuns(async () => {
    if (taken.length % 10 !== 0) return;
    most = Math.max(most, await running.queues.countWaitingRuns());
  });
  await expect.poll(() => ended, patience).toEqual([`${id} 1`]);
  expect(taken.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 1_000 }, (_, index) => index + 1),
  );
  expect(most).toBeLessThanOrEqual(2 * 512);
  expect((await running.app.inject(`/sweeps/${id}`)).json().progress).toMatchObject({
    succeeded: 1_000,
  });
});

test("a small sweep does not wait until a large one is done", async () => {
  const large = await launchSweep(running, sweepOf(800));
  const small = await launchSweep(running, sweepOf(20));
  const ended = await endSweeps();
  const taken = await takeRuns();
  await expect.poll(() => ended, patience).toEqual([`${small.id} 1`, `${large.id} 1`]);
  const last = taken.findLastIndex(({ sweepId }) => sweepId === small.id);
  const before = taken.slice(0, last).filter(({ sweepId }) => sweepId === large.id);
  // What was there before it came, twice at the most, and then as many as its own.
  expect(before.length).toBeLessThanOrEqual(64 + 20 + 4);
});

test("a sweep that is cancelled in the middle is ended without its other runs", async () => {
  const { id } = await launchSweep(running, sweepOf(600));
  await running.app.inject({ method: "POST", url: `/sweeps/${id}/cancel` });
  const ended = await endSweeps();
  await expect.poll(() => ended, patience).toEqual([`${id} 1`]);
  const taken = await takeRuns();
  await expect.poll(() => running.queues.countWaitingRuns()).toBe(0);
  expect(taken).toEqual([]);
});

test("a sweep that is paused in the middle goes on where it was, in another round", async () => {
  const { id } = await launchSweep(running, sweepOf(200));
  const ended = await endSweeps();
  const taken = await takeRuns(async () => {
    if (taken.length === 20) {
      await running.app.inject({ method: "POST", url: `/sweeps/${id}/pause` });
      await running.app.inject({ method: "POST", url: `/sweeps/${id}/resume` });
    }
  });
  await expect.poll(() => ended, patience).toEqual([`${id} 2`]);
  expect(taken.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 200 }, (_, index) => index + 1),
  );
});

test("the way to a run's job leads to the newest there is, and to its queue when there is none", async () => {
  const { id } = await launchSweep(running, sweepOf(50));
  const { items } = (await running.app.inject(`/sweeps/${id}/runs?sort=number&limit=50`)).json();
  const jobOf = async (number: number) =>
    (await running.app.inject(`/runs/${items[number - 1].id}/job`)).headers.location;
  expect(await jobOf(1)).toBe(`/queues/queue/runs/run-${items[0].id}-1`);
  expect(await jobOf(50)).toBe("/queues/queue/runs");
  const sweepJob = async () => (await running.app.inject(`/sweeps/${id}/job`)).headers.location;
  expect(await sweepJob()).toBe("/queues/queue/sweeps");
  const ended = await endSweeps();
  await takeRuns();
  await expect.poll(() => ended, patience).toEqual([`${id} 1`]);
  await running.database.pool.query("update rookery.sweeps set round = 3 where id = $1", [id]);
  expect(await jobOf(50)).toBe(`/queues/queue/runs/run-${items[49].id}-1`);
  expect(await sweepJob()).toBe(`/queues/queue/sweeps/sweep-${id}-1`);
});
