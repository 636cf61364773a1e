import { announceWorker, getSweepStatus, listWorkers, retireWorker } from "@rookery/tracking";
import { expect, test } from "vitest";
import { createTrackRecord, isSuspect, isWorseThan } from "../src/track-record.ts";
import { beforePut, quick, useWorkers } from "./test-worker.ts";

const context = useWorkers();
const combinations = Array.from({ length: 14 }, (_, index) => ({ ...quick, steps: 5 + index }));
const peer = { id: "peer", hostname: "there", pid: 1, concurrency: 1 };

/** Another worker, that stays alive however long a test takes. */
async function announcePeer(outcomes: { ended: number; failed: number }) {
  const { database } = context.deps;
  await announceWorker(database, peer, outcomes);
  await database.pool.query(
    "update rookery.workers set heartbeat_at = now() + interval '1 hour' where id = $1",
    [peer.id],
  );
}

/** A machine on which every run fails. */
async function startBroken() {
  const { start, deps } = context;
  const artifacts = beforePut(deps.artifacts, () => Promise.reject(new TypeError("no such disk")));
  await start({ artifacts });
}

const findSelf = async () =>
  (await listWorkers(context.deps.database)).find(
    ({ id, state }) => id !== "peer" && state === "alive",
  );

test("a worker that fails while its peers do not takes no more runs, and says so", async () => {
  const { launch, enqueue, deps, start, untilEnded } = context;
  await announcePeer({ ended: 100, failed: 10 });
  const sweep = await launch(combinations, { runAttempts: 1, maxFailures: null });
  await enqueue(sweep);
  await startBroken();
  await expect
    .poll(async () => (await findSelf())?.excluded?.reason)
    .toMatch(/^1\d of its last 1\d attempts failed, 10 of its peers' 100\.$/);
  const { progress } = await getSweepStatus(deps.database, sweep.sweepId);
  expect(progress.failed).toBeGreaterThanOrEqual(10);
  expect(progress.queued + progress.running).toBeGreaterThan(0);
  await start();
  await untilEnded(sweep.sweepId);
  const after = await getSweepStatus(deps.database, sweep.sweepId);
  expect(after.progress.succeeded).toBeGreaterThan(0);
});

test("a worker that fails no more often than its peers goes on", async () => {
  const { launch, enqueue, deps, untilEnded } = context;
  await announcePeer({ ended: 100, failed: 60 });
  const sweep = await launch(combinations, { runAttempts: 1, maxFailures: null });
  await enqueue(sweep);
  await startBroken();
  await untilEnded(sweep.sweepId);
  const { progress } = await getSweepStatus(deps.database, sweep.sweepId);
  expect(progress.failed).toBe(combinations.length);
  expect((await findSelf())?.excluded).toBeNull();
});

test("a worker whose runs fail on their parameters goes on", async () => {
  const { launch, enqueue, deps, start, untilEnded } = context;
  await announcePeer({ ended: 100, failed: 0 });
  const diverging = combinations.map((params) => ({ ...params, learningRate: 1e300 }));
  const sweep = await launch(diverging, { runAttempts: 1, maxFailures: null });
  await enqueue(sweep);
  await start();
  await untilEnded(sweep.sweepId);
  const { progress } = await getSweepStatus(deps.database, sweep.sweepId);
  expect(progress.failed).toBe(combinations.length);
  expect((await findSelf())?.excluded).toBeNull();
});

test("a worker whose peers are gone goes on, as nobody could take over", async () => {
  const { launch, enqueue, deps, untilEnded } = context;
  await announcePeer({ ended: 100, failed: 0 });
  await retireWorker(deps.database, peer.id);
  const sweep = await launch(combinations, { runAttempts: 1, maxFailures: null });
  await enqueue(sweep);
  await startBroken();
  await untilEnded(sweep.sweepId);
  expect((await findSelf())?.excluded).toBeNull();
});

test("a worker judges itself by its newest 20 attempts, and tells of those of 15 minutes", () => {
  let now = 0;
  const record = createTrackRecord(() => now);
  for (let count = 0; count < 30; count += 1) record.note({ failed: count < 15 });
  expect(record.newest()).toEqual({ ended: 20, failed: 5 });
  expect(record.recent()).toEqual({ ended: 30, failed: 15 });
  now = 16 * 60_000;
  record.note({ failed: true });
  expect(record.recent()).toEqual({ ended: 1, failed: 1 });
});

test.each([
  [{ ended: 9, failed: 9 }, false],
  [{ ended: 10, failed: 5 }, true],
  [{ ended: 20, failed: 9 }, false],
])("%j is suspicious: %s", (own, expected) => {
  expect(isSuspect(own)).toBe(expected);
});

test.each([
  [{ ended: 9, failed: 0 }, false],
  [{ ended: 10, failed: 0 }, true],
  [{ ended: 100, failed: 25 }, true],
  [{ ended: 100, failed: 26 }, false],
])("failing always is far worse than %j: %s", (peers, expected) => {
  expect(isWorseThan({ ended: 20, failed: 20 }, peers)).toBe(expected);
});
