import { expect, test } from "vitest";
import {
  beginRound,
  type Claim,
  cancelSweep,
  claimRun,
  findUnwantedRuns,
  finishRun,
  getRun,
  listAttempts,
  pauseSweep,
  releaseRun,
} from "../src/index.ts";
import { endRun, mustClaim, useTracking } from "./test-sweeps.ts";

const context = useTracking();
const file = {
  path: "model.json",
  storeKey: "runs/1/1/model.json",
  sizeBytes: 2,
  sha256: "ab",
  contentType: "application/json",
};

async function launchRun() {
  const { sweepId, runs } = await context.launch();
  return { sweepId, runId: runs[0].runId };
}

/** Lets every claim begin before any can go on. */
async function claimAtOnce(runId: string, workerIds: string[]): Promise<Claim[]> {
  const { database } = context;
  const holder = await database.pool.connect();
  try {
    await holder.query("begin");
    await holder.query("select 1 from rookery.runs where id = $1 for update", [runId]);
    const claims = workerIds.map((workerId) => mustClaim(database, runId, workerId));
    const countWaiting = async () => {
      const { rowCount } = await database.pool.query(
        `select 1 from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount;
    };
    await expect.poll(countWaiting).toBe(workerIds.length);
    await holder.query("commit");
    return await Promise.all(claims);
  } finally {
    holder.release();
  }
}

async function describeAttempts(runId: string) {
  const { attempts } = await getRun(context.database, runId);
  return attempts.map(({ number, workerId, state }) => ({ number, workerId, state }));
}

test("every claim of a run gets a new attempt number", async () => {
  const { database } = context;
  const { runId, sweepId } = await launchRun();
  expect(await mustClaim(database, runId, "a")).toEqual({
    runId,
    sweepId,
    isDrawn: true,
    number: 1,
    attempt: 1,
    params: { steps: 1 },
    tries: 0,
  });
  expect(await mustClaim(database, runId, "b")).toMatchObject({ attempt: 2, tries: 0 });
  expect(await describeAttempts(runId)).toEqual([
    { number: 1, workerId: "a", state: "released" },
    { number: 2, workerId: "b", state: "running" },
  ]);
});

test("a late attempt cannot finish a run, and leaves no trace", async () => {
  const { database } = context;
  const { runId } = await launchRun();
  const late = await mustClaim(database, runId, "a");
  const newest = await mustClaim(database, runId, "b");
  const before = await getRun(database, runId);
  const result = { state: "succeeded" as const, metrics: { accuracy: 1 }, artifacts: [file] };
  expect(await finishRun(database, { ...late, ...result })).toEqual({ fenced: true });
  expect(await getRun(database, runId)).toEqual(before);
  expect(await finishRun(database, { ...newest, ...result })).toEqual({ fenced: false });
  const after = await getRun(database, runId);
  expect(after).toMatchObject({ state: "succeeded", metrics: { accuracy: 1 } });
  expect(await finishRun(database, { ...newest, state: "failed" })).toEqual({ fenced: true });
  expect(await getRun(database, runId)).toEqual(after);
});

test("a result is recorded whole: state, metrics of any value, folds, timings, files", async () => {
  const { database } = context;
  const { runId } = await launchRun();
  const { attempt } = await mustClaim(database, runId);
  const folds = [
    { fold: 0, trainRows: 8, validationRows: 2, metrics: { logLoss: "NaN" } },
  ] as const;
  const timings = { fitMs: 1.5, trainMs: 2, totalMs: 3 };
  await finishRun(database, {
    runId,
    attempt,
    state: "succeeded",
    metrics: { accuracy: 0.1 + 0.2, logLoss: Number.NaN, up: Infinity, down: -Infinity, zero: -0 },
    objectiveValue: Number.NaN,
    folds: [...folds],
    timings,
    artifacts: [file],
  });
  expect(await getRun(database, runId)).toMatchObject({
    state: "succeeded",
    metrics: { accuracy: 0.1 + 0.2, logLoss: "NaN", up: "Infinity", down: "-Infinity", zero: 0 },
    history: { logLoss: [{ step: 0, value: "NaN" }] },
    folds,
    timings,
    artifacts: [{ path: "model.json", sizeBytes: 2, sha256: "ab" }],
    attempts: [{ number: 1, state: "succeeded", endedAt: expect.any(String) }],
  });
});

test("a result that cannot be recorded whole is not recorded at all", async () => {
  const { database } = context;
  const { runId } = await launchRun();
  const claim = await mustClaim(database, runId);
  const before = await getRun(database, runId);
  const result = { ...claim, state: "succeeded", metrics: { accuracy: 1 } } as const;
  await expect(finishRun(database, { ...result, artifacts: [file, file] })).rejects.toThrow();
  expect(await getRun(database, runId)).toEqual(before);
  expect(await finishRun(database, result)).toEqual({ fenced: false });
});

test("of workers that claim at once, each gets its own attempt and only the newest can finish", async () => {
  const { database } = context;
  const { runId } = await launchRun();
  const claims = await claimAtOnce(runId, ["a", "b", "a", "b"]);
  expect(claims.map(({ attempt }) => attempt).sort()).toEqual([1, 2, 3, 4]);
  const finished = await Promise.all(
    claims.map((claim) => finishRun(database, { ...claim, state: "succeeded" })),
  );
  expect(claims.filter((_, index) => !finished[index].fenced)).toMatchObject([{ attempt: 4 }]);
  expect((await describeAttempts(runId)).map(({ state }) => state)).toEqual([
    "lost",
    "lost",
    "lost",
    "succeeded",
  ]);
});

test("there is nothing to claim in a run that has ended, in a cancelled sweep, for an earlier round, in no run", async () => {
  const { database, launch } = context;
  const ended = await launchRun();
  await endRun(database, ended.runId);
  expect(await claimRun(database, { runId: ended.runId, round: 1, workerId: "a" })).toBeNull();

  const { sweepId, runs } = await launch(2);
  await mustClaim(database, runs[0].runId);
  await cancelSweep(database, sweepId);
  for (const { runId } of runs) {
    expect(await claimRun(database, { runId, round: 1, workerId: "a" })).toBeNull();
  }
  const later = await launch();
  await beginRound(database, { sweepId: later.sweepId, after: 1 });
  const { runId } = later.runs[0];
  expect(await claimRun(database, { runId, round: 1, workerId: "a" })).toBeNull();
  expect(await claimRun(database, { runId, round: 2, workerId: "a" })).toMatchObject({ runId });
  expect(await claimRun(database, { runId: "0".repeat(32), round: 1, workerId: "a" })).toBeNull();
});

test("a released run is queued again, with or without the reason, by its newest attempt only", async () => {
  const { database } = context;
  const { runId } = await launchRun();
  const first = await mustClaim(database, runId);
  const error = { code: "unavailable", message: "The store is away." };
  expect(await releaseRun(database, { ...first, as: "failed", error })).toEqual({ fenced: false });
  expect(await getRun(database, runId)).toMatchObject({
    state: "queued",
    error: null,
    attempts: [{ state: "failed", error }],
  });
  expect(await releaseRun(database, { ...first, as: "released" })).toEqual({ fenced: true });
  const second = await mustClaim(database, runId);
  expect(await releaseRun(database, { ...first, as: "released" })).toEqual({ fenced: true });
  expect(await releaseRun(database, { ...second, as: "released" })).toEqual({ fenced: false });
  expect((await describeAttempts(runId)).map(({ state }) => state)).toEqual(["failed", "released"]);
  expect(await mustClaim(database, runId)).toMatchObject({ attempt: 3, tries: 1 });
});

test("a worker learns which of its attempts nobody wants, and why", async () => {
  const { database, launch } = context;
  const wanted = await mustClaim(database, (await launchRun()).runId);
  const takenOver = await mustClaim(database, (await launchRun()).runId);
  const newer = await mustClaim(database, takenOver.runId);
  const ended = await mustClaim(database, (await launchRun()).runId);
  await finishRun(database, { ...ended, state: "failed" });
  const { sweepId, runs } = await launch();
  const cancelled = await mustClaim(database, runs[0].runId);
  await cancelSweep(database, sweepId);

  const later = await launch();
  const paused = await mustClaim(database, later.runs[0].runId);
  await pauseSweep(database, later.sweepId);

  const held = [wanted, takenOver, newer, ended, cancelled, paused];
  const unwanted = await findUnwantedRuns(database, held);
  const why = new Map(unwanted.map((run) => [`${run.runId} ${run.attempt}`, run.why]));
  expect(held.map(({ runId, attempt }) => why.get(`${runId} ${attempt}`))).toEqual([
    undefined,
    "superseded",
    undefined,
    "superseded",
    "cancelled",
    "paused",
  ]);
  expect(await findUnwantedRuns(database, [])).toEqual([]);
});

test("attempts come page by page, by run and attempt", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(3);
  for (const [index, { runId }] of runs.entries()) {
    for (let attempt = 0; attempt <= index; attempt += 1) {
      await releaseRun(database, { ...(await mustClaim(database, runId)), as: "released" });
    }
  }
  const seen: [number, number][] = [];
  let cursor: string | undefined;
  do {
    const page = await listAttempts(database, sweepId, { limit: 2, cursor, failures: false });
    seen.push(...page.items.map(({ runNumber, number }): [number, number] => [runNumber, number]));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual([
    [1, 1],
    [2, 1],
    [2, 2],
    [3, 1],
    [3, 2],
    [3, 3],
  ]);
});
