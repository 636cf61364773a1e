import { expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep, watchUntil } from "./support/penguins.ts";
import { useStage } from "./support/stage.ts";
import { startTeam } from "./support/start-team.ts";

const stage = useStage();
/** Far below the minutes that a run would take, far above what a busy machine needs. */
const promptMs = 20_000;

test("a cancelled sweep ends at once, promotes nothing and leaves the worker free", async () => {
  const { client } = await startTeam(stage, { workers: 1 });
  await importPenguins(client);
  const learningRates = Array.from({ length: 20 }, (_, index) => (index + 1) / 1_000);
  const { id } = await client.sweeps.launch(
    penguinSweep({ space: { steps: 100_000, learningRate: { values: learningRates } } }),
  );
  await watchUntil(client, id, ({ progress }) => progress.running > 0);

  const cancelledAt = Date.now();
  const { progress } = await client.sweeps.cancel(id);
  expect(progress.queued, "queued runs end with the request itself").toBe(0);
  expect(progress.cancelled).toBeGreaterThan(0);
  const events = await watchUntil(client, id, ({ state }) => state === "cancelled");
  expect(Date.now() - cancelledAt).toBeLessThan(promptMs);
  expect(events.at(-1)?.progress).toMatchObject({ total: 20, cancelled: 20 });

  const { items: runs } = await client.sweeps.runs(id);
  const started = runs.filter(({ attempt }) => attempt > 0);
  expect(started.length).toBeGreaterThan(0);
  expect(started.length).toBeLessThan(runs.length);
  expect((await client.sweeps.get(id)).outcome).toBeNull();
  expect((await client.models.list()).items).toEqual([]);

  const { sweep } = await runSweep(client, penguinSweep());
  expect(sweep).toMatchObject({ state: "succeeded", outcome: { version: 1 } });
});
