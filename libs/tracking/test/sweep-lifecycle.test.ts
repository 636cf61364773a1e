import { expect, test } from "vitest";
import {
  announceWorker,
  beginFinalize,
  cancelSweep,
  finishRun,
  finishSweep,
  getRun,
  getSweep,
  getSweepStatus,
  recoverOrphanedRuns,
  releaseRun,
  retireWorker,
} from "../src/index.ts";
import { endRun, mustClaim, useTracking } from "./test-sweeps.ts";

const context = useTracking();

async function stateOf(runId: string) {
  return (await getRun(context.database, runId)).state;
}

test("cancelling ends queued runs at once and running ones with their workers", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(3);
  await endRun(database, runs[0].runId);
  const claim = await mustClaim(database, runs[1].runId);
  await cancelSweep(database, sweepId);
  expect(await getSweepStatus(database, sweepId)).toMatchObject({
    state: "stopping",
    progress: { total: 3, succeeded: 1, running: 1, cancelled: 1 },
  });
  await cancelSweep(database, sweepId);
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({
    kind: "waiting",
    willEnd: true,
  });
  await finishRun(database, { ...claim, state: "cancelled" });
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({
    kind: "stopped",
    reason: "cancelled",
  });
  expect(await getSweep(database, sweepId)).toMatchObject({
    state: "cancelled",
    finishedAt: expect.any(String),
    progress: { succeeded: 1, cancelled: 2 },
  });
  await cancelSweep(database, sweepId);
});

test("a large sweep is cancelled some thousands of runs at a time, by whoever finalizes it", async () => {
  const { database, launch } = context;
  const { sweepId } = await launch(12_000);
  const cancelled = async () => (await getSweep(database, sweepId)).progress.cancelled;
  await cancelSweep(database, sweepId);
  expect(await cancelled()).toBe(5_000);
  const goOn = () => beginFinalize(database, { sweepId, round: 1 });
  expect(await goOn()).toEqual({ kind: "waiting", willEnd: true });
  expect(await cancelled()).toBe(10_000);
  expect(await goOn()).toEqual({ kind: "stopped", reason: "cancelled" });
  expect(await cancelled()).toBe(12_000);
});

test("a run that is handed back while its sweep is stopping does not keep it open", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(1);
  const claim = await mustClaim(database, runs[0].runId);
  await cancelSweep(database, sweepId);
  await releaseRun(database, { ...claim, as: "released" });
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({
    kind: "stopped",
    reason: "cancelled",
  });
  expect(await stateOf(claim.runId)).toBe("cancelled");
});

test("a sweep that ended otherwise, or never was, cannot be cancelled", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(1);
  await endRun(database, runs[0].runId);
  await beginFinalize(database, { sweepId, round: 1 });
  await expect(cancelSweep(database, sweepId)).rejects.toMatchObject({ code: "conflict" });
  await finishSweep(database.orm, { sweepId, round: 1, state: "succeeded" });
  await expect(cancelSweep(database, sweepId)).rejects.toMatchObject({ code: "conflict" });
  await expect(cancelSweep(database, "0".repeat(32))).rejects.toMatchObject({ code: "not-found" });
});

test("finalizing waits for every run, then is ready until somebody has finished it", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(2);
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({
    kind: "waiting",
    willEnd: false,
  });
  await endRun(database, runs[0].runId);
  const claim = await mustClaim(database, runs[1].runId);
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({
    kind: "waiting",
    willEnd: true,
  });
  await finishRun(database, { ...claim, state: "failed" });
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({ kind: "ready" });
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({ kind: "ready" });
  await finishSweep(database.orm, {
    sweepId,
    round: 1,
    state: "succeeded",
    bestRunId: runs[0].runId,
  });
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({ kind: "done" });
  expect(await beginFinalize(database, { sweepId: "0".repeat(32), round: 1 })).toEqual({
    kind: "done",
  });
});

test("only the first of several finalizers ends a sweep", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(1);
  await endRun(database, runs[0].runId);
  await beginFinalize(database, { sweepId, round: 1 });
  const answers = await Promise.all(
    [1, 2, 3].map(() => finishSweep(database.orm, { sweepId, round: 1, state: "succeeded" })),
  );
  expect(answers.filter(({ fenced }) => !fenced)).toHaveLength(1);
  const error = { code: "sweep-failed", message: "too late" };
  expect(await finishSweep(database.orm, { sweepId, round: 1, state: "failed", error })).toEqual({
    fenced: true,
  });
  expect(await getSweep(database, sweepId)).toMatchObject({ state: "succeeded", error: null });
});

test("runs of dead workers are queued again, or lost when their attempts are used up", async () => {
  const { database, launch } = context;
  const { runs } = await launch(4, { runAttempts: 2 });
  const [silent, retired, unknown, alive] = runs.map(({ runId }) => runId);
  await announceWorker(database, { id: "silent", hostname: "here", pid: 2, concurrency: 1 });
  await announceWorker(database, { id: "retired", hostname: "here", pid: 3, concurrency: 1 });
  const failed = await mustClaim(database, silent, "a");
  await releaseRun(database, { ...failed, as: "failed" });
  const held = await mustClaim(database, silent, "silent");
  await mustClaim(database, retired, "retired");
  await mustClaim(database, unknown, "nobody");
  await mustClaim(database, alive, "b");
  await retireWorker(database, "retired");
  await database.pool.query(
    "update rookery.workers set heartbeat_at = now() - interval '1 minute' where id = 'silent'",
  );

  // PostgreSQL itself must have been up for as long as a worker was silent.
  const recover = async () => (await recoverOrphanedRuns(database, { silentMs: 1_000 })).length;
  let recovered = 0;
  const recoverMore = async () => {
    recovered += await recover();
    return recovered;
  };
  await expect.poll(recoverMore).toBe(3);
  expect(await recover()).toBe(0);
  expect(await getRun(database, silent)).toMatchObject({
    state: "lost",
    error: { code: "run-lost" },
    endedAt: expect.any(String),
    attempts: [{ state: "failed" }, { state: "lost", error: { code: "run-lost" } }],
  });
  expect(await getRun(database, retired)).toMatchObject({ state: "queued", error: null });
  expect(await stateOf(unknown)).toBe("queued");
  expect(await stateOf(alive)).toBe("running");
  expect(await finishRun(database, { ...held, state: "succeeded" })).toEqual({ fenced: true });
  expect(await mustClaim(database, retired)).toMatchObject({ attempt: 2, tries: 1 });
});

test("a worker that is announced again counts as alive", async () => {
  const { database, launch } = context;
  const { runs } = await launch(1);
  const worker = { id: "back", hostname: "here", pid: 4, concurrency: 1 };
  await announceWorker(database, worker);
  await mustClaim(database, runs[0].runId, "back");
  await retireWorker(database, "back");
  await announceWorker(database, worker);
  expect(await recoverOrphanedRuns(database)).toEqual([]);
});
