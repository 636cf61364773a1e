import { WorkerList } from "@rookery/contracts";
import { announceWorker, claimRun, noteExclusion, retireWorker } from "@rookery/tracking";
import { beforeAll, expect, test } from "vitest";
import { launchSweep, penguinSweep } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const worker = (id: string) => ({ id, hostname: "here", pid: 1, concurrency: 2 });

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

test("workers are listed with whether they live, what they hold and why one was excluded", async () => {
  const { database, app } = running;
  await announceWorker(database, worker("busy"), { ended: 12, failed: 3 });
  await announceWorker(database, worker("stopped"));
  await retireWorker(database, "stopped");
  await announceWorker(database, worker("broken"));
  await noteExclusion(database, { workerId: "broken", reason: "10 of 10 attempts failed." });
  await announceWorker(database, worker("forgotten"));
  await database.pool.query(
    "update rookery.workers set heartbeat_at = now() - interval '2 days' where id = 'forgotten'",
  );
  const { id: sweepId } = await launchSweep(running, penguinSweep);
  const { items: runs } = (await app.inject(`/sweeps/${sweepId}/runs?limit=1`)).json();
  await claimRun(database, { runId: runs[0].id, round: 1, workerId: "busy" });

  const { items } = WorkerList.parse((await app.inject("/workers")).json());
  const byId = Object.fromEntries(items.map((item) => [item.id, item]));
  expect(Object.keys(byId).sort()).toEqual(["broken", "busy", "stopped"]);
  expect(byId.busy).toMatchObject({
    state: "alive",
    concurrency: 2,
    stoppedAt: null,
    recent: { ended: 12, failed: 3 },
    excluded: null,
    runs: [{ runId: runs[0].id, sweepId, name: runs[0].name, attempt: 1 }],
  });
  expect(byId.stopped).toMatchObject({ state: "stopped", stoppedAt: expect.any(String), runs: [] });
  expect(byId.broken?.excluded?.reason).toBe("10 of 10 attempts failed.");
});
