import { isTerminalSweepState } from "@rookery/contracts";
import { expect, test } from "vitest";
import { importPenguins, penguinSweep, watchUntil } from "./support/penguins.ts";
import { useStage } from "./support/stage.ts";
import { startTeam } from "./support/start-team.ts";

const stage = useStage();

test("a worker told to stop in the middle of a sweep exits 0, and another one finishes every run", async () => {
  const { client, workers } = await startTeam(stage, { workers: 2 });
  await importPenguins(client);
  const [leaving, staying] = workers as [(typeof workers)[0], (typeof workers)[0]];
  const { id } = await client.sweeps.launch(
    penguinSweep({
      space: { learningRate: { min: 0.001, max: 0.03, count: 30 }, steps: 150 },
    }),
  );
  await watchUntil(client, id, ({ progress }) => progress.succeeded > 2);

  expect(await leaving.process.stop()).toBe(0);
  const { progress: atStop } = await client.sweeps.get(id);
  expect(atStop.queued).toBeGreaterThan(0);

  const events = await watchUntil(client, id, ({ state }) => isTerminalSweepState(state));
  expect(events.at(-1)).toMatchObject({
    state: "succeeded",
    progress: { total: 30, succeeded: 30 },
  });
  const { items } = await client.sweeps.runs(id);
  const runs = await Promise.all(items.map((run) => client.runs.get(run.id)));
  const lastWorkers = runs.map(({ attempts }) => attempts.at(-1)?.workerId);
  expect(new Set(lastWorkers)).toEqual(new Set([leaving.id, staying.id]));
});
