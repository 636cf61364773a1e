import { schema } from "@rookery/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  beginFinalize,
  beginRound,
  cancelSweep,
  findArtifact,
  finishRun,
  finishSweep,
  getRun,
  getSweep,
  getSweepRow,
  getSweepStatus,
  listAttempts,
  listNextRuns,
  listQueuedRuns,
  listUnhandedSweeps,
  pauseSweep,
  recordHandedOver,
  releaseForgottenRuns,
  releaseRun,
  resumeSweep,
  retryRuns,
  stopFailingSweep,
  stopOverdueSweeps,
} from "../src/index.ts";
import { endRun, mustClaim, useTracking } from "./test-sweeps.ts";

const context = useTracking();
const conflict = { code: "conflict" };
const diverged = { code: "training-diverged", message: "The loss became NaN." };

/** A sweep of three runs that ended: one succeeded, one failed, one timed out. */
async function launchEnded() {
  const { database, launch } = context;
  const launched = await launch(3, { deadlineMs: 60_000 });
  const [good, bad, slow] = launched.runs.map(({ runId }) => runId);
  await endRun(database, good);
  await endRun(database, bad, { state: "failed", error: diverged, artifacts: [logOf(1)] });
  await endRun(database, slow, { state: "timed-out" });
  await beginFinalize(database, { sweepId: launched.sweepId, round: 1 });
  const { sweepId } = launched;
  await finishSweep(database.orm, { sweepId, round: 1, state: "succeeded", bestRunId: good });
  return { sweepId, good, bad, slow };
}

async function findUnhanded(sweepId: string) {
  const unhanded = await listUnhandedSweeps(context.database);
  return unhanded.find((sweep) => sweep.sweepId === sweepId);
}

const logOf = (attempt: number) => ({
  path: "run.log",
  storeKey: `runs/x/${attempt}/run.log`,
  sizeBytes: 1,
  sha256: "ab",
  contentType: "text/plain",
});

test("a paused sweep gives nothing away, is not finalized, and loses no try", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(2);
  const claim = await mustClaim(database, runs[0].runId);
  await pauseSweep(database, sweepId);
  await pauseSweep(database, sweepId);
  await releaseRun(database, { ...claim, as: "released" });
  await expect(mustClaim(database, runs[1].runId)).rejects.toThrow("cannot be claimed");
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({ kind: "done" });
  expect(await beginRound(database, { sweepId, after: 1 })).toBe(false);

  expect(await resumeSweep(database, sweepId)).toBe(true);
  expect(await resumeSweep(database, sweepId)).toBe(false);
  expect(await beginRound(database, { sweepId, after: 1 })).toBe(true);
  expect(await listQueuedRuns(database, sweepId)).toEqual(runs);
  const again = await mustClaim(database, runs[0].runId, "a", 2);
  expect(again).toMatchObject({ attempt: 2, tries: 0 });
  expect((await getRun(database, runs[0].runId)).attempts).toMatchObject([
    { state: "released", error: null },
    { state: "running" },
  ]);
});

test("only what runs can be paused, and only what is paused can be resumed", async () => {
  const { database, launch } = context;
  const { sweepId } = await launchEnded();
  await expect(pauseSweep(database, sweepId)).rejects.toMatchObject(conflict);
  await expect(resumeSweep(database, sweepId)).rejects.toMatchObject(conflict);
  const paused = await launch(1);
  await pauseSweep(database, paused.sweepId);
  await cancelSweep(database, paused.sweepId);
  await expect(resumeSweep(database, paused.sweepId)).rejects.toMatchObject(conflict);
  const unknown = "0".repeat(32);
  await expect(pauseSweep(database, unknown)).rejects.toMatchObject({ code: "not-found" });
  await expect(resumeSweep(database, unknown)).rejects.toMatchObject({ code: "not-found" });
});

test("of all who begin the next round at once, one does", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(3);
  await endRun(database, runs[1].runId);
  await recordHandedOver(database, { sweepId, round: 1, through: 3 });
  const begun = await Promise.all([1, 2, 3].map(() => beginRound(database, { sweepId, after: 1 })));
  expect(begun.toSorted()).toEqual([false, false, true]);
  expect(await findUnhanded(sweepId)).toMatchObject({ round: 2, handedThrough: 0, attempts: 3 });
  expect(await listNextRuns(database, { sweepId, after: 0, limit: 5 })).toEqual({
    runs: [runs[0], runs[2]],
    areLast: true,
  });
});

test("the queue is given a round by parts, and what is recorded of an earlier round counts no more", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(3);
  expect(await listNextRuns(database, { sweepId, after: 0, limit: 2 })).toEqual({
    runs: runs.slice(0, 2),
    areLast: false,
  });
  await recordHandedOver(database, { sweepId, round: 1, through: 2 });
  // Whoever was slower with an earlier part takes nothing back.
  await recordHandedOver(database, { sweepId, round: 1, through: 1 });
  expect(await findUnhanded(sweepId)).toMatchObject({ handedThrough: 2, runCount: 3, priority: 1 });
  expect(await listNextRuns(database, { sweepId, after: 2, limit: 2 })).toEqual({
    runs: [runs[2]],
    areLast: true,
  });
  await beginRound(database, { sweepId, after: 1 });
  await recordHandedOver(database, { sweepId, round: 1, through: 3 });
  expect(await findUnhanded(sweepId)).toMatchObject({ round: 2, handedThrough: 0 });
  await recordHandedOver(database, { sweepId, round: 2, through: 3 });
  expect(await findUnhanded(sweepId)).toBeUndefined();
});

test("a finalizer of an earlier round ends nothing", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(1);
  await endRun(database, runs[0].runId);
  await beginFinalize(database, { sweepId, round: 1 });
  await beginRound(database, { sweepId, after: 1 });
  const outcome = { sweepId, state: "succeeded" } as const;
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({ kind: "done" });
  expect(await finishSweep(database.orm, { ...outcome, round: 1 })).toEqual({ fenced: true });
  expect(await beginFinalize(database, { sweepId, round: 2 })).toEqual({ kind: "ready" });
  expect(await finishSweep(database.orm, { ...outcome, round: 2 })).toEqual({ fenced: false });
});

test("of the runs that are named for a retry, by id or number, those that failed are queued, and no others", async () => {
  const { database, launch } = context;
  const { sweepId, good, bad, slow } = await launchEnded();
  const retryOf = (runs: (string | number)[], states?: ["lost"]) =>
    retryRuns(database, { sweepId, runs, ...(states && { states }) });
  await expect(retryOf([good])).rejects.toMatchObject(conflict);
  await expect(retryOf([bad], ["lost"])).rejects.toMatchObject(conflict);
  const { runs: others } = await launch(1);
  await expect(retryOf([bad, 4, others[0].runId])).rejects.toMatchObject({
    code: "validation-failed",
    issues: [
      { field: "runs[1]", value: 4 },
      { field: "runs[2]", value: others[0].runId },
    ],
  });
  expect((await getSweep(database, sweepId)).state, "nothing was changed").toBe("succeeded");

  expect(await retryOf([good, slow, 3, 3])).toEqual({ retried: 1 });
  const states = await Promise.all([good, bad, slow].map((id) => getRun(database, id)));
  expect(states.map(({ state }) => state)).toEqual(["succeeded", "failed", "queued"]);
  await expect(retryOf([slow])).rejects.toMatchObject(conflict);
  expect(await retryOf([2]), "while it runs").toEqual({ retried: 1 });
});

test("the failures of a sweep are the last attempts of its runs that failed", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(3);
  const claim = await mustClaim(database, runs[0].runId);
  await releaseRun(database, { ...claim, as: "failed", error: diverged });
  await endRun(database, runs[0].runId, { state: "failed", error: diverged });
  const passed = await mustClaim(database, runs[1].runId);
  await releaseRun(database, { ...passed, as: "failed", error: diverged });
  await endRun(database, runs[1].runId);
  const { items } = await listAttempts(database, sweepId, { limit: 10, failures: true });
  expect(items.map(({ runNumber, number }) => [runNumber, number])).toEqual([[1, 2]]);
});

test("retrying an ended sweep queues the chosen runs with their history, and runs it again", async () => {
  const { database } = context;
  const { sweepId, bad, slow } = await launchEnded();
  const before = await getSweepRow(database, sweepId);
  expect(await retryRuns(database, { sweepId, states: ["failed"] })).toEqual({ retried: 1 });
  expect(await getSweep(database, sweepId)).toMatchObject({
    state: "running",
    finishedAt: null,
    progress: { queued: 1, succeeded: 1, timedOut: 1 },
  });
  const { deadlineAt } = await getSweepRow(database, sweepId);
  expect(Number(deadlineAt)).toBeGreaterThan(Number(before.deadlineAt));
  expect(await getRun(database, bad)).toMatchObject({
    state: "queued",
    error: null,
    attempts: [{ number: 1, state: "failed", error: diverged }],
  });
  expect((await getRun(database, slow)).state).toBe("timed-out");

  await beginRound(database, { sweepId, after: 1 });
  const claim = await mustClaim(database, bad, "a", 2);
  expect(claim).toMatchObject({ attempt: 2, tries: 0 });
  await finishRun(database, { ...claim, state: "succeeded", artifacts: [logOf(2)] });
  expect(await findArtifact(database, { runId: bad, path: "run.log" })).toMatchObject({
    storeKey: "runs/x/2/run.log",
  });
  expect(await beginFinalize(database, { sweepId, round: 2 })).toEqual({ kind: "ready" });
});

test("runs of a running and of a cancelled sweep can be retried, too", async () => {
  const { database, launch } = context;
  const running = await launch(2);
  await endRun(database, running.runs[0].runId, { state: "failed" });
  await retryRuns(database, { sweepId: running.sweepId, states: ["failed"] });
  expect(await getSweepStatus(database, running.sweepId)).toMatchObject({
    state: "running",
    progress: { queued: 2 },
  });

  const cancelled = await launch(2);
  await cancelSweep(database, cancelled.sweepId);
  const retry = { sweepId: cancelled.sweepId, states: ["cancelled" as const] };
  await expect(retryRuns(database, retry)).rejects.toMatchObject(conflict);
  await beginFinalize(database, { sweepId: cancelled.sweepId, round: 1 });
  expect(await retryRuns(database, retry)).toEqual({ retried: 2 });
  expect(await getSweep(database, cancelled.sweepId)).toMatchObject({
    state: "running",
    stopReason: null,
  });
});

test("a retried sweep has forgotten what its first end said", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(2);
  await endRun(database, runs[0].runId, { objectiveValue: 0.5 });
  await endRun(database, runs[1].runId, { state: "failed" });
  await beginFinalize(database, { sweepId, round: 1 });
  const note = "There is nothing to serve.";
  await finishSweep(database.orm, { sweepId, round: 1, state: "succeeded", note });
  expect((await getSweep(database, sweepId)).note).toBe(note);
  await retryRuns(database, { sweepId, states: ["failed"] });
  expect((await getSweep(database, sweepId)).note).toBeNull();
});

test("with nothing to retry the sweep stays as it is", async () => {
  const { database } = context;
  const { sweepId } = await launchEnded();
  const before = await getSweep(database, sweepId);
  await expect(retryRuns(database, { sweepId, states: ["lost"] })).rejects.toMatchObject({
    ...conflict,
    message: expect.stringContaining("no run that is lost"),
  });
  expect(await getSweep(database, sweepId)).toEqual(before);
});

test("a sweep stops once more runs have failed than it allows, and says what of", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(5, { maxFailures: 1 });
  const held = await mustClaim(database, runs[4].runId);
  await endRun(database, runs[0].runId, { state: "failed", error: diverged });
  expect(await stopFailingSweep(database, sweepId)).toBe(false);
  await endRun(database, runs[1].runId, { state: "failed", error: diverged });
  const [first, second] = await Promise.all([
    stopFailingSweep(database, sweepId),
    stopFailingSweep(database, sweepId),
  ]);
  expect([first, second].filter(Boolean)).toHaveLength(1);
  expect(await getSweepStatus(database, sweepId)).toMatchObject({
    state: "stopping",
    progress: { failed: 2, cancelled: 2, running: 1 },
  });
  await finishRun(database, { ...held, state: "cancelled" });
  expect(await beginFinalize(database, { sweepId, round: 1 })).toEqual({
    kind: "stopped",
    reason: "too-many-failures",
  });
  expect(await getSweep(database, sweepId)).toMatchObject({
    state: "failed",
    stopReason: "too-many-failures",
    error: {
      code: "too-many-failures",
      message:
        "More runs failed than the sweep allows: 2 of 5 runs failed. Most often (2): training-diverged: The loss became NaN.",
    },
  });
});

test("a sweep without a limit never stops for failures", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(2, { maxFailures: null });
  await endRun(database, runs[0].runId, { state: "failed" });
  expect(await stopFailingSweep(database, sweepId)).toBe(false);
});

test("a sweep past its deadline stops, paused or not, and is finalized with what there is", async () => {
  const { database, launch } = context;
  const [late, paused, timely] = [
    await launch(2, { deadlineMs: 60_000 }),
    await launch(1, { deadlineMs: 60_000 }),
    await launch(1, { deadlineMs: 60_000 }),
  ];
  await endRun(database, late.runs[0].runId);
  await pauseSweep(database, paused.sweepId);
  for (const { sweepId } of [late, paused]) {
    await database.orm
      .update(schema.sweeps)
      .set({ deadlineAt: new Date(0) })
      .where(eq(schema.sweeps.id, sweepId));
  }
  const stopped = await stopOverdueSweeps(database);
  expect(stopped.toSorted()).toEqual([late.sweepId, paused.sweepId].toSorted());
  expect(await stopOverdueSweeps(database)).toEqual([]);
  expect(await getSweepStatus(database, timely.sweepId)).toMatchObject({ state: "running" });
  expect(await beginFinalize(database, { sweepId: late.sweepId, round: 1 })).toEqual({
    kind: "ready",
  });
  expect(await getSweep(database, late.sweepId)).toMatchObject({
    state: "finalizing",
    stopReason: "deadline",
    progress: { succeeded: 1, cancelled: 1 },
  });
});

test("runs that their worker does not hold any more are handed back", async () => {
  const { database, launch } = context;
  const { runs } = await launch(3);
  const [held, forgotten, elsewhere] = [
    await mustClaim(database, runs[0].runId, "a"),
    await mustClaim(database, runs[1].runId, "a"),
    await mustClaim(database, runs[2].runId, "b"),
  ];
  const release = (olderThanMs: number) =>
    releaseForgottenRuns(database, { workerId: "a", held: [held], olderThanMs });
  expect(await release(60_000)).toBe(0);
  expect(await release(-1_000)).toBeGreaterThan(0);
  const states = [held, forgotten, elsewhere].map(({ runId }) => getRun(database, runId));
  expect(await Promise.all(states)).toMatchObject([
    { state: "running" },
    { state: "queued", attempts: [{ state: "released" }] },
    { state: "running" },
  ]);
  expect(await mustClaim(database, forgotten.runId)).toMatchObject({ tries: 0 });
});
