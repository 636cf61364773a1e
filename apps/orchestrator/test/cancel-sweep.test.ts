import { readProblem } from "@rookery/test";
import { beforeAll, expect, test } from "vitest";
import { launchSweep, penguinSweep, startTraining } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const cancel = (id: string) => running.app.inject({ method: "POST", url: `/sweeps/${id}/cancel` });

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

test("cancelling takes queued runs off at once, may be repeated, and ends in cancelled", async () => {
  const { id } = await launchSweep(running, penguinSweep);
  const first = await cancel(id);
  expect(first.statusCode).toBe(202);
  expect(first.json()).toMatchObject({
    state: "stopping",
    progress: { total: 6, queued: 0, cancelled: 6 },
  });
  const again = await cancel(id);
  expect(again.statusCode).toBe(202);
  expect((await running.queues.getCounts()).runs.waiting).toBe(0);
  expect(await running.queues.inspectSweep({ sweepId: id, round: 1 })).toBe("due");

  await startTraining(running);
  await expect
    .poll(async () => (await running.app.inject(`/sweeps/${id}`)).json().state)
    .toBe("cancelled");
  expect((await cancel(id)).statusCode).toBe(202);
  const { items } = (await running.app.inject(`/sweeps/${id}/runs?state=cancelled`)).json();
  expect(items).toHaveLength(6);
  expect(readProblem(await running.app.inject("/models/penguins")).status).toBe(404);
});
