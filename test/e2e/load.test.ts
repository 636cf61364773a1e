import { isTerminalSweepState } from "@rookery/contracts";
import { beforeAll, expect, test, vi } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "./support/penguins.ts";
import { type Load, predictAllTheTime } from "./support/predict-all-the-time.ts";
import { listReigns, listRelapses, wasChampionLately } from "./support/reigns.ts";
import { useStage } from "./support/stage.ts";
import { startTeam, type Team } from "./support/start-team.ts";

const stage = useStage();
const sweepCount = 50;
const runsPerSweep = 6;
const handMoves = 10;
const inFlight = 8;
/** All sweeps together, on a machine that does other things as well. */
const patienceMs = 500_000;
/** From one promotion by hand to the next. */
const reignMs = 1_000;

let team: Team;
let load: Load;
let sweepIds: string[];

beforeAll(async () => {
  team = await startTeam(stage, { workers: 2 });
  const { client, inference } = team;
  await importPenguins(client);
  for (const seed of [1, 2]) {
    await runSweep(client, penguinSweep({ seed, promotion: { rule: "always" } }));
  }
  load = predictAllTheTime(inference, inFlight);
  try {
    const launched = await Promise.all(
      Array.from({ length: sweepCount }, (_, index) => client.sweeps.launch(smallSweep(index))),
    );
    sweepIds = launched.map(({ id }) => id);
    await promoteByHand();
    await allSweepsEnd();
  } finally {
    await load.stop();
  }
});

test("fifty sweeps launched at once all succeed, and each is finalized exactly once", async () => {
  const { client } = team;
  const sweeps = await Promise.all(sweepIds.map((id) => client.sweeps.get(id)));
  for (const { state, progress } of sweeps) {
    expect(state).toBe("succeeded");
    expect(progress).toMatchObject({ total: runsPerSweep, succeeded: runsPerSweep });
  }
  const versions = sweeps.map(({ outcome }) => outcome?.version ?? Number.NaN);
  expect(versions.toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: sweepCount }, (_, index) => index + 3),
  );
  expect(await client.models.get("penguins")).toMatchObject({ latestVersion: sweepCount + 2 });
  const registered = await Promise.all(
    versions.map((version) => client.models.version("penguins", version)),
  );
  expect(registered.map(({ sweepId }) => sweepId)).toEqual(sweepIds);
  const { items } = await client.models.promotions("penguins", { limit: 1_000 });
  const decided = items.filter(({ actor }) => actor === "finalizer").map(({ sweepId }) => sweepId);
  expect(new Set(decided).size).toBe(decided.length);
  expect(decided).toEqual(expect.arrayContaining(sweepIds));
});

test("meanwhile no prediction fails, and each names a version that was champion lately, and none that another had followed", async () => {
  expect(load.failures).toEqual([]);
  expect(load.answers.length).toBeGreaterThan(1_000);
  const { items } = await team.client.models.promotions("penguins", { limit: 1_000 });
  expect(items.filter(({ actor }) => actor === "user")).toHaveLength(handMoves);
  const reigns = listReigns(items);
  const starts = reigns.map(({ fromMs }) => fromMs);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(load.answers.filter((answer) => !wasChampionLately(answer, reigns))).toEqual([]);
  expect(listRelapses(load.answers, reigns)).toEqual([]);
});

test("no request is answered with a 5xx", async () => {
  for (const url of [team.orchestratorUrl, team.inferenceUrl]) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const counts = metrics.match(/^http_request_duration_seconds_count\{.*$/gm) ?? [];
    expect(counts.length).toBeGreaterThan(0);
    expect(counts.filter((line) => /status="5/.test(line))).toEqual([]);
  }
});

/** All of them want to be champion of the same model. */
function smallSweep(index: number) {
  return penguinSweep({
    name: `small ${index}`,
    seed: index,
    space: { learningRate: { min: 0.01, max: 0.06, count: runsPerSweep }, steps: 20 },
    validation: { kind: "hold-out", fraction: 0.2 },
  });
}

/** Back and forth, each when the one before has served. */
async function promoteByHand(): Promise<void> {
  const { client } = team;
  for (let move = 0; move < handMoves; move += 1) {
    const version = 1 + (move % 2);
    const { createdAt } = await client.models.setAlias("penguins", "champion", { version });
    const since = Date.parse(createdAt);
    // A finalizer may promote its own in between; then that one serves.
    await vi.waitFor(() => expect(load.answers.at(-1)?.at).toBeGreaterThan(since + reignMs), {
      timeout: 60_000,
      interval: 20,
    });
  }
}

async function allSweepsEnd(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { items } = await team.client.sweeps.list({ limit: 100 });
      const open = items.filter(({ state }) => !isTerminalSweepState(state));
      expect(open.map(({ name, state }) => `${name}: ${state}`)).toEqual([]);
    },
    { timeout: patienceMs, interval: 200 },
  );
}
