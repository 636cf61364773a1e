import { Activity } from "@rookery/contracts";
import { claimRun, releaseRun } from "@rookery/tracking";
import { beforeAll, expect, test } from "vitest";
import { launchSweep, penguinSweep } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

async function readActivity(): Promise<Activity> {
  return Activity.parse((await running.app.inject("/activity")).json());
}

test("an hour of minutes is answered, with nothing in them when nothing ended", async () => {
  const { minutes, queues } = await readActivity();
  expect(minutes).toHaveLength(60);
  const starts = minutes.map(({ at }) => Date.parse(at));
  expect(starts).toEqual(starts.map((_, i) => (starts[0] as number) + i * 60_000));
  expect(minutes.every(({ ended }) => ended === 0)).toBe(true);
  expect(queues.runs.waiting).toBe(0);
});

test("attempts count in the minute they ended, those handed back do not", async () => {
  const { database, app } = running;
  const { id: sweepId } = await launchSweep(running, penguinSweep);
  const { items: runs } = (await app.inject(`/sweeps/${sweepId}/runs?limit=4`)).json();
  for (const { id } of runs) await claimRun(database, { runId: id, round: 1, workerId: "here" });
  // All at one moment, as minutes go by between two statements.
  const { rows } = await database.pool.query<{ ended: Date }>(
    "select now() - interval '10 minutes' as ended",
  );
  const [{ ended }] = rows;
  const end = (id: string, state: string, at: Date) =>
    database.pool.query("update rookery.attempts set state = $2, ended_at = $3 where run_id = $1", [
      id,
      state,
      at,
    ]);
  await end(runs[0].id, "succeeded", ended);
  await end(runs[1].id, "failed", ended);
  await end(runs[2].id, "succeeded", new Date(Number(ended) - 2 * 3_600_000));
  await releaseRun(database, { runId: runs[3].id, attempt: 1, as: "released" });

  const { minutes } = await readActivity();
  expect(minutes.reduce((sum, { ended }) => sum + ended, 0)).toBe(2);
  const minute = minutes.findLast(({ at }) => Date.parse(at) <= Number(ended));
  expect(minute).toMatchObject({ ended: 2, failed: 1 });
});
