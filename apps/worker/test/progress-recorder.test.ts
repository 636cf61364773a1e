import { setImmediate as nextTurn } from "node:timers/promises";
import { claimRun, finishRun } from "@rookery/tracking";
import { expect, onTestFinished, test } from "vitest";
import { createProgressRecorder } from "../src/progress-recorder.ts";
import { quick, useWorkers } from "./test-worker.ts";

const workers = useWorkers();

test("a run's end does not overtake what it reported before", async () => {
  const { database, logger } = workers.deps;
  const { runIds, spec } = await workers.launch([quick]);
  const runId = runIds[0] ?? "";
  const claim = await claimRun(database, { runId, round: 1, workerId: "under-test" });
  if (!claim) throw new Error(`run ${runId} cannot be claimed`);
  const progress = createProgressRecorder({ database, logger, claim, spec });
  const release = await holdRow(runId);

  const question = { score: 0.9, bestScore: 0.9 };
  const answered = progress.listen({ step: 7, values: { accuracy: 0.9 }, question });
  await expect.poll(countWaiting, { interval: 5 }).toBe(1);
  let isFlushed = false;
  const flushed = progress.flush().then(() => {
    isFlushed = true;
  });
  await nextTurn();
  expect(isFlushed).toBe(false);
  await release();
  await Promise.all([answered, flushed]);

  await finishRun(database, { ...claim, state: "succeeded", metrics: { accuracy: 0.5 } });
  const { metrics, history } = await workers.readRun(runId);
  expect(history.accuracy).toMatchObject([
    { step: 7, value: 0.9 },
    { step: 7, value: 0.5 },
  ]);
  expect(metrics).toEqual({ accuracy: 0.5 });
});

/** Keeps everybody from writing about a run until what it answers is called. */
async function holdRow(runId: string): Promise<() => Promise<void>> {
  const holder = await workers.deps.database.pool.connect();
  onTestFinished(() => holder.release());
  await holder.query("begin");
  await holder.query("select from rookery.runs where id = $1 for update", [runId]);
  return async () => {
    await holder.query("commit");
  };
}

async function countWaiting(): Promise<number | undefined> {
  const { rows } = await workers.deps.database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count;
}
