import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import {
  cancelSweep,
  estimateMakespan,
  finishRun,
  getSweep,
  getSweepStatus,
  listSweeps,
  pauseSweep,
  resumeSweep,
  retireWorker,
  retryRuns,
} from "../src/index.ts";
import { addWorker, endRun, mustClaim, useTracking } from "./test-sweeps.ts";

const context = useTracking();

beforeEach(async () => {
  const { database } = context;
  await database.pool.query("update rookery.workers set stopped_at = now()");
  await database.pool.query("update rookery.sweeps set state = 'cancelled'");
  await database.pool.query(
    "update rookery.attempts set state = 'released' where state = 'running'",
  );
});

const join = (id: string, concurrency: number) => addWorker(context.database, id, concurrency);

/** Ends runs that each took so long. */
async function end(runs: { runId: string }[], tookMs: number) {
  const { database } = context;
  for (const { runId } of runs) await endRun(database, runId);
  await database.pool.query(
    `update rookery.runs set started_at = ended_at - $2 * interval '1 millisecond' where id = any($1)`,
    [runs.map(({ runId }) => runId), tookMs],
  );
}

/** Begins a run and lets it be under way for so long. */
async function hold(run: { runId: string }, workerId: string, heldMs: number) {
  const { database } = context;
  const claim = await mustClaim(database, run.runId, workerId);
  await database.pool.query(
    `update rookery.attempts set started_at = now() - $2 * interval '1 millisecond'
      where run_id = $1 and state = 'running'`,
    [run.runId, heldMs],
  );
  return claim;
}

async function etaOf(sweepId: string): Promise<number | null> {
  const { etaMs } = await getSweep(context.database, sweepId);
  const { items } = await listSweeps(context.database, { limit: 1000 });
  const status = await getSweepStatus(context.database, sweepId);
  const others = [status.etaMs, items.find(({ id }) => id === sweepId)?.etaMs];
  for (const other of others) expect(isNear(other, etaMs)).toBe(true);
  return etaMs;
}

/** Clocks went on between two looks. */
const isNear = (a: number | null | undefined, b: number | null) =>
  a === b || Math.abs(Number(a) - Number(b)) < 20_000;

test("the time left is what the newest runs took, times the turns of the threads that are alive", async () => {
  await join("four", 4);
  const { sweepId, runs } = await context.launch(12);
  expect(await etaOf(sweepId), "nothing has ended").toBeNull();
  await end(runs.slice(0, 2), 60_000);
  // Ten runs on four threads: three turns of a minute.
  expect(await etaOf(sweepId)).toBe(180_000);
  await join("six", 6);
  expect(await etaOf(sweepId), "workers joined").toBe(60_000);
  await retireWorker(context.database, "six");
  await join("one", 1);
  // Five threads now: two turns.
  expect(await etaOf(sweepId), "workers left").toBe(120_000);
  await retireWorker(context.database, "four");
  await retireWorker(context.database, "one");
  expect(await etaOf(sweepId), "no thread is alive").toBeNull();
});

test("what runs that are under way have behind them does not count", async () => {
  await join("two", 2);
  const { sweepId, runs } = await context.launch(4);
  await end(runs.slice(0, 1), 3_600_000);
  await hold(runs[1], "two", 600_000);
  await hold(runs[2], "two", 5_000_000);
  // One thread is free in 50 minutes; the other, late already, takes the last run: an hour.
  expect(isNear(await etaOf(sweepId), 3_600_000)).toBe(true);
  await finishRun(context.database, { runId: runs[2].runId, attempt: 1, state: "failed" });
  const { runId } = runs[3];
  await hold({ runId }, "two", 1_800_000);
  // The mean of an hour and of the moment that the other took since its claim.
  const meanMs = 1_800_000;
  expect(isNear(await etaOf(sweepId), meanMs - 600_000)).toBe(true);
});

test("runs of a worker that is gone begin anew", async () => {
  await join("lost", 1);
  await join("alive", 1);
  const { sweepId, runs } = await context.launch(2);
  await end(runs.slice(0, 1), 60_000);
  await hold(runs[1], "lost", 45_000);
  expect(isNear(await etaOf(sweepId), 15_000)).toBe(true);
  await retireWorker(context.database, "lost");
  expect(await etaOf(sweepId)).toBe(60_000);
});

test("threads that work for another sweep do not count", async () => {
  await join("three", 3);
  const other = await context.launch(3);
  const { sweepId, runs } = await context.launch(5);
  await end(runs.slice(0, 1), 60_000);
  await hold(other.runs[0], "three", 0);
  // Four runs on two of the three threads.
  expect(await etaOf(sweepId)).toBe(120_000);
  await hold(other.runs[1], "three", 0);
  await hold(other.runs[2], "three", 0);
  expect(await etaOf(sweepId), "it waits for the other").toBeNull();
});

test("neither a pause nor a day before a retry counts", async () => {
  const { database } = context;
  await join("two", 2);
  const { sweepId, runs } = await context.launch(5);
  await end(runs.slice(0, 2), 60_000);
  await pauseSweep(database, sweepId);
  expect(await etaOf(sweepId), "paused").toBeNull();
  await database.pool.query(
    "update rookery.sweeps set created_at = created_at - interval '1 day' where id = $1",
    [sweepId],
  );
  await resumeSweep(database, sweepId);
  // Three runs on two threads.
  expect(await etaOf(sweepId), "resumed").toBe(120_000);

  await cancelSweep(database, sweepId);
  expect(await etaOf(sweepId), "stopping").toBeNull();
  // It ended six hours ago, so it took eighteen.
  await database.pool.query(
    `update rookery.sweeps set state = 'cancelled', finished_at = created_at + interval '18 hours' where id = $1`,
    [sweepId],
  );
  const eighteenHoursMs = 64_800_000;
  expect((await getSweep(database, sweepId)).tookMs).toBe(eighteenHoursMs);
  await retryRuns(database, { sweepId, states: ["cancelled"] });
  expect(await etaOf(sweepId), "retried").toBe(120_000);
  expect((await getSweep(database, sweepId)).tookMs).toBeNull();
  // It ends a minute after it was retried.
  await database.pool.query(
    `update rookery.sweeps set state = 'succeeded', finished_at = now() + interval '1 minute' where id = $1`,
    [sweepId],
  );
  const { tookMs } = await getSweep(database, sweepId);
  expect(isNear(tookMs, eighteenHoursMs + 60_000)).toBe(true);
});

test("the newest fifty runs tell how long the next one takes, found without reading the others", async () => {
  const { database } = context;
  await join("one", 1);
  const { sweepId, runs } = await context.launch(2_000);
  await database.pool.query(
    `update rookery.runs set state = 'succeeded', ended_at = now() + number * interval '1 hour',
            started_at = now() + number * interval '1 hour'
                       - case when number > 1900 then 2 else 600 end * interval '1 second'
      where sweep_id = $1 and number < $2`,
    [sweepId, runs.length],
  );
  expect(await etaOf(sweepId)).toBe(2_000);
  await database.pool.query("analyze rookery.runs");
  const { rows } = await database.pool.query(
    `explain (format json) select started_at, ended_at from rookery.runs
      where sweep_id = '${sweepId}' and state in ('succeeded', 'pruned', 'failed', 'timed-out')
      order by ended_at desc limit 50`,
  );
  const plan = JSON.stringify(rows[0]["QUERY PLAN"]);
  expect(plan).toContain("runs_measured");
  expect(plan).not.toContain("Sort");
});

test("a makespan is that of runs which each take the thread that is free first", () => {
  const held = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 6 });
  const given = fc.record({
    waiting: fc.integer({ min: 0, max: 40 }),
    threads: fc.integer({ min: 1, max: 8 }),
    leftMs: held,
  });
  fc.assert(
    fc.property(given, ({ waiting, threads, leftMs }) => {
      const free = Array.from(
        { length: Math.max(threads, leftMs.length) },
        (_, i) => leftMs[i] ?? 0,
      );
      for (let run = 0; run < waiting; run++) {
        free.sort((a, b) => a - b);
        free[0] = (free[0] as number) + 100;
      }
      expect(estimateMakespan({ runMs: 100, waiting, threads, leftMs })).toBe(Math.max(...free));
    }),
  );
});
