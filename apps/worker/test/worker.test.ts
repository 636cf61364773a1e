import { schema } from "@rookery/database";
import { cancelSweep } from "@rookery/tracking";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { beforePut, endless, quick, useWorkers } from "./test-worker.ts";

const context = useWorkers();

test("a worker takes every run of a sweep to its end, failed ones included", async () => {
  const { launch, enqueue, start, untilEnded, readRun } = context;
  const sweep = await launch([quick, { learningRate: 1e6, steps: 50 }, { ...quick, steps: 60 }]);
  await enqueue(sweep);
  await start();
  await untilEnded(sweep.sweepId);
  const runs = await Promise.all(sweep.runIds.map(readRun));
  expect(runs.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual([
    "succeeded 1",
    "failed 1",
    "succeeded 1",
  ]);
});

test("a failure that passes is tried again, and both attempts are recorded", async () => {
  const { launch, enqueue, start, untilEnded, readRun, deps } = context;
  const sweep = await launch([quick]);
  let failures = 0;
  const artifacts = beforePut(deps.artifacts, async () => {
    if (failures++ === 0) throw new TypeError("a bug that shows now and then");
  });
  await enqueue(sweep);
  await start({ artifacts });
  await untilEnded(sweep.sweepId);
  const run = await readRun(sweep.runIds[0]);
  expect(run).toMatchObject({
    state: "succeeded",
    error: null,
    attempts: [{ state: "failed", error: { code: "internal" } }, { state: "succeeded" }],
  });
  const key = `runs/${run.id}/2/model.json`;
  expect(await deps.artifacts.head(key)).not.toBeNull();
});

test("a worker that stops hands its long run back, and another one finishes it", async () => {
  const { launch, enqueue, start, untilEnded, readRun, deps } = context;
  const sweep = await launch([endless], { keepModels: "best" });
  const [runId] = sweep.runIds;
  await enqueue(sweep);
  const stopping = await start();
  await expect.poll(async () => (await readRun(runId)).state).toBe("running");
  await stopping.close({ graceMs: 0 });
  expect(await readRun(runId)).toMatchObject({
    state: "queued",
    attempts: [{ state: "released", endedAt: expect.any(String) }],
  });
  // Nobody waits for minutes here.
  await deps.database.pool.query("update rookery.runs set params = $2 where id = $1", [
    runId,
    quick,
  ]);
  await start();
  await untilEnded(sweep.sweepId);
  expect(await readRun(runId)).toMatchObject({
    state: "succeeded",
    attempts: [{ state: "released" }, { state: "succeeded" }],
  });
});

test("a worker lets go of a sweep's runs when the sweep is cancelled", async () => {
  const { launch, enqueue, start, untilEnded, readRun, deps } = context;
  const sweep = await launch([
    endless,
    { ...endless, steps: 99_999 },
    { ...endless, steps: 9_999 },
  ]);
  await enqueue(sweep);
  await start();
  await expect.poll(async () => (await readRun(sweep.runIds[1])).state).toBe("running");
  await cancelSweep(deps.database, sweep.sweepId);
  await untilEnded(sweep.sweepId);
  for (const runId of sweep.runIds) expect((await readRun(runId)).state).toBe("cancelled");
});

test("a worker is announced while it runs and retired when it stops", async () => {
  const { start, deps } = context;
  const { orm } = deps.database;
  const worker = await start({ threads: 3 });
  const find = () => orm.select().from(schema.workers).where(eq(schema.workers.concurrency, 3));
  expect(await find()).toMatchObject([{ pid: process.pid, stoppedAt: null }]);
  await worker.close();
  expect(await find()).toMatchObject([{ stoppedAt: expect.any(Date) }]);
});
