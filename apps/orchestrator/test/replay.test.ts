import type { Run, RunReplay, Sweep, SweepRequest } from "@rookery/contracts";
import { readProblem } from "@rookery/test";
import { beforeAll, expect, test, vi } from "vitest";
import { penguinSweep, runSweepToEnd, startTraining } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

beforeAll(async () => {
  await startTraining(running);
  await uploadCsv(running.app, "penguins", penguins);
});

const getRun = async (id: string): Promise<Run> => (await running.app.inject(`/runs/${id}`)).json();
const launchReplay = (id: string) =>
  running.app.inject({ method: "POST", url: `/runs/${id}/replay` });

/** A finished sweep's best run. */
async function givenRun(request: Partial<SweepRequest> = {}): Promise<string> {
  const space = { learningRate: 0.01, steps: 40 };
  const sweep = await runSweepToEnd(running, { ...penguinSweep, space, ...request });
  return sweep.best?.id as string;
}

/** Replays a run and waits for the answer. */
async function replay(id: string): Promise<RunReplay> {
  const answer = await launchReplay(id);
  expect(answer.statusCode, answer.body).toBe(202);
  const address = answer.headers.location as string;
  return await vi.waitFor(
    async () => {
      const [newest] = (await running.app.inject(address)).json<Run>().replays;
      expect(newest.runId).toBe(answer.json().runId);
      expect(newest.same).not.toBeNull();
      return newest;
    },
    { timeout: 150_000 },
  );
}

test("a replay on the same code gives the same metrics and the same model, and registers nothing", async () => {
  const id = await givenRun();
  expect((await getRun(id)).replays).toEqual([]);
  const { runId, sweepId, ...answer } = await replay(id);
  expect(answer).toEqual({
    state: "succeeded",
    same: true,
    differences: [],
    model: "same",
    environment: [],
  });
  const { artifacts } = await getRun(runId);
  const own = (await getRun(id)).artifacts;
  const modelOf = (files: Run["artifacts"]) => files.find(({ path }) => path === "model.json");
  expect(modelOf(artifacts)?.sha256).toBe(modelOf(own)?.sha256);
  const sweep: Sweep = await vi.waitFor(
    async () => {
      const found: Sweep = (await running.app.inject(`/sweeps/${sweepId}`)).json();
      expect(found.state).toBe("succeeded");
      return found;
    },
    { timeout: 150_000 },
  );
  expect(sweep).toMatchObject({
    replayOf: id,
    outcome: null,
    note: "A replay registers no version.",
  });
});

test.each<[string, Partial<SweepRequest>]>([
  [
    "of a sweep over several trainers",
    {
      trainer: ["ridge", "random-forest-regression"],
      target: "body_mass_g",
      space: { trees: { value: 3, when: { trainer: "random-forest-regression" } } },
    },
  ],
  [
    "drawn by a sampler, pruned by others",
    {
      space: { learningRate: { min: 0.001, max: 0.01 }, steps: 64 },
      sampler: { name: "tpe" },
      pruner: { name: "median" },
      runs: 3,
      validation: { kind: "hold-out", fraction: 0.25 },
    },
  ],
  ["of which only the registered version is kept", { keepModels: "best" }],
])("a run %s is replayed as it was", async (_, request) => {
  expect(await replay(await givenRun(request))).toMatchObject({ same: true, model: "same" });
});

test("what differs is named: metrics, the model, and the versions it was made with", async () => {
  const id = await givenRun();
  const after = (await getRun(id)).metrics.log_loss;
  await running.database.pool.query(
    "update rookery.metrics set value = 2 where run_id = $1 and key = 'log_loss'",
    [id],
  );
  const { rows } = await running.database.pool.query<{ store_key: string }>(
    "select store_key from rookery.artifacts where run_id = $1 and path = 'model.json'",
    [id],
  );
  const key = rows[0].store_key;
  const model = JSON.parse(String(await running.artifacts.get(key)));
  const environment = { ...model.environment, node: "18.0.0" };
  const replaced = Buffer.from(JSON.stringify({ ...model, environment }));
  const { sha256 } = await running.artifacts.put(key, replaced);
  await running.database.pool.query(
    "update rookery.artifacts set sha256 = $1 where store_key = $2",
    [sha256, key],
  );
  expect(await replay(id)).toMatchObject({
    same: false,
    differences: [{ metric: "log_loss", before: 2, after }],
    model: "same",
    environment: [{ name: "node", before: "18.0.0", after: process.versions.node }],
  });
});

test("a run whose model was not kept is compared by its metrics", async () => {
  const sweep = await runSweepToEnd(running, { ...penguinSweep, keepModels: "best" });
  const { items } = (await running.app.inject(`/sweeps/${sweep.id}/runs`)).json();
  const other = items.find(
    ({ id, state }: Run) => id !== sweep.best?.id && state === "succeeded",
  ) as Run;
  expect(await replay(other.id)).toMatchObject({ same: true, model: "not-kept" });
});

test("a run that did not succeed cannot be replayed, nor can one that is not there", async () => {
  const sweep = await runSweepToEnd(running, penguinSweep);
  const { items } = (await running.app.inject(`/sweeps/${sweep.id}/runs?state=failed`)).json();
  const refused = await launchReplay(items[0].id);
  expect(refused.statusCode).toBe(409);
  expect(readProblem(refused)).toMatchObject({ code: "conflict" });
  expect((await launchReplay("0".repeat(32))).statusCode).toBe(404);
});
