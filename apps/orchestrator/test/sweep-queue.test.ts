import { createQueues, migrateQueue } from "@rookery/queue";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { penguins, uploadCsv } from "./upload.ts";
import { openOrchestrator, useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const request = {
  dataset: "penguins",
  target: "species",
  space: { steps: { values: [10, 20, 30] } },
};

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

async function launch(overrides: object = {}): Promise<string> {
  const payload = { ...request, ...overrides };
  const answer = await running.app.inject({ method: "POST", url: "/sweeps", payload });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

/** Reconciles all the time until the test ends, so that the next one has its sweeps to itself. */
async function startReconciling(): Promise<void> {
  const app = await openOrchestrator(running, { reconciling: { intervalMs: 20, graceMs: 0 } });
  onTestFinished(() => app.close());
}

test("a sweep has a job per run with its parameters, and a finalizing job that waits for them", async () => {
  const before = await running.queues.getCounts();
  const id = await launch();
  const after = await running.queues.getCounts();
  expect(after.runs.waiting - before.runs.waiting).toBe(3);
  expect(await running.queues.inspectSweep({ sweepId: id, round: 1 })).toBe("waiting");
  const [runs] = running.queues.boardQueues();
  const jobs = await runs?.getJobs(["waiting"]);
  expect(jobs?.map((job) => job.data)).toContainEqual(
    expect.objectContaining({
      sweepId: id,
      number: 3,
      params: { learningRate: 0.01, steps: 30 },
    }),
  );
});

test.each(["𝕏 ☃ ' \" \\ %s {}", "x".repeat(200)])(
  "a sweep reaches the queue under any name (%j)",
  async (name) => {
    const id = await launch({ name, experiment: name });
    expect(await running.queues.inspectSweep({ sweepId: id, round: 1 })).toBe("waiting");
  },
);

describe("when the queue is away", () => {
  test("a launch answers 201, and the sweep is enqueued once the queue is back", async () => {
    await running.database.pool.query("drop schema bullmq cascade");
    const first = await launch();
    const second = await launch();
    await expect(running.queues.inspectSweep({ sweepId: first, round: 1 })).rejects.toMatchObject({
      code: "unavailable",
    });

    await migrateQueue(running.backend);
    for (const id of [first, second]) {
      await expect
        .poll(() => running.queues.inspectSweep({ sweepId: id, round: 1 }))
        .toBe("waiting");
    }
    expect((await running.queues.getCounts()).runs.waiting).toBeGreaterThanOrEqual(6);
  });

  test("a cancel is accepted, because the database decides", async () => {
    const id = await launch();
    await running.database.pool.query("drop schema bullmq cascade");
    const answer = await running.app.inject({ method: "POST", url: `/sweeps/${id}/cancel` });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ state: "stopping", progress: { cancelled: 3 } });
    await migrateQueue(running.backend);
  });

  test("readiness says so, and names it", async () => {
    expect((await running.app.inject("/health/ready")).json()).toEqual({
      status: "up",
      parts: { database: "up", queue: "up", artifacts: "up", handover: "up", reconciler: "up" },
    });
    const queues = await createQueues(running);
    await queues.close();
    const app = await openOrchestrator(running, { queues });
    const answer = await app.inject("/health/ready");
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({
      status: "down",
      parts: {
        database: "up",
        queue: "cannot be reached",
        artifacts: "up",
        handover: "up",
        reconciler: "up",
      },
    });
    const launched = await app.inject({ method: "POST", url: "/sweeps", payload: request });
    expect(launched.statusCode).toBe(201);
  });
});

describe("when somebody removes a sweep's run jobs by hand", () => {
  async function removeRunJobs(): Promise<void> {
    const [runs] = running.queues.boardQueues();
    await runs?.obliterate({ force: true });
  }

  test("the runs that are left are queued anew", async () => {
    const id = await launch();
    await removeRunJobs();
    expect(await running.queues.inspectSweep({ sweepId: id, round: 1 })).toBe("waiting");
    await startReconciling();
    await expect.poll(() => running.queues.inspectSweep({ sweepId: id, round: 2 })).toBe("waiting");
    expect((await running.queues.getCounts()).runs.waiting).toBeGreaterThanOrEqual(3);
  });

  test("a sweep whose runs have all ended is finalized", async () => {
    const id = await launch();
    await removeRunJobs();
    await running.database.pool.query(
      "update rookery.runs set state = 'failed' where sweep_id = $1",
      [id],
    );
    await startReconciling();
    await expect.poll(() => running.queues.inspectSweep({ sweepId: id, round: 2 })).toBe("due");
  });
});
