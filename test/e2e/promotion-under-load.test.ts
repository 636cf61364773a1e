import { expect, test, vi } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "./support/penguins.ts";
import { predictAllTheTime } from "./support/predict-all-the-time.ts";
import { listReigns, listRelapses, swapWithinMs, wasChampionLately } from "./support/reigns.ts";
import { useStage } from "./support/stage.ts";
import { startTeam } from "./support/start-team.ts";

const stage = useStage();
const alias = "champion";
const inFlight = 8;
const handMoves = 12;

test("while champions change under load no request fails, and each new one soon serves", async () => {
  const { client, inference } = await startTeam(stage, { workers: 1 });
  await importPenguins(client);
  for (const seed of [1, 2]) {
    await runSweep(client, penguinSweep({ seed, promotion: { rule: "always" } }));
  }

  const load = predictAllTheTime(inference, inFlight);
  const isServed = (version: number) =>
    vi.waitFor(() => expect(load.answers.at(-1)?.version).toBe(version), {
      timeout: swapWithinMs,
      interval: 5,
    });
  try {
    await isServed(2);
    const sweepBesides = runSweep(client, penguinSweep({ seed: 3, promotion: { rule: "never" } }));
    for (let move = 0; move < handMoves; move += 1) {
      const version = 1 + (move % 2);
      await client.models.setAlias("penguins", alias, { version });
      await isServed(version);
    }
    expect((await sweepBesides).sweep.outcome).toMatchObject({ version: 3 });

    const { sweep } = await runSweep(
      client,
      penguinSweep({ seed: 4, promotion: { rule: "always" } }),
    );
    expect(sweep.outcome).toMatchObject({ version: 4, promotion: { outcome: "promoted" } });
    await isServed(4);
  } finally {
    await load.stop();
  }

  expect(load.failures).toEqual([]);
  expect(load.answers.length).toBeGreaterThan(100);
  const { items } = await client.models.promotions("penguins");
  const reigns = listReigns(items);
  expect(reigns).toHaveLength(2 + handMoves + 1);
  expect(load.answers.filter((answer) => !wasChampionLately(answer, reigns))).toEqual([]);
  expect(listRelapses(load.answers, reigns)).toEqual([]);
});
