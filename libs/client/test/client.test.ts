import { readFileSync } from "node:fs";
import { AppError, type Sweep, type SweepEvent, type SweepRequest } from "@rookery/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createClient, createInferenceClient } from "../src/index.ts";
import { apiKey, type Servers, startServers } from "./start-servers.ts";

const penguins = new Blob([
  readFileSync(new URL("../../../data/penguins_size.csv", import.meta.url)),
]);
const request: SweepRequest = {
  dataset: "penguins",
  target: "species",
  space: { steps: { values: [40, 80] } },
  unknownCategory: "refuse",
};
const unknownId = "0".repeat(32);

let servers: Servers;
let client: Client;
let sweep: Sweep;
let events: SweepEvent[];

beforeAll(async () => {
  servers = await startServers();
  client = createClient({ url: servers.orchestratorUrl, apiKey });
  await client.datasets.import(penguins, { name: "penguins", fileName: "penguins_size.csv" });
  const { id } = await client.sweeps.launch(request);
  events = [];
  for await (const event of client.sweeps.watch(id)) events.push(event);
  sweep = await client.sweeps.get(id);
});

afterAll(() => servers.close());

/** What a call rejects with, which must be our own error. */
async function errorOf(call: Promise<unknown>): Promise<AppError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe("every call answers what the server says:", () => {
  test("datasets", async () => {
    const again = await client.datasets.import(penguins, { fileName: "penguins.csv" });
    expect(again).toMatchObject({ dataset: "penguins", version: 1 });
    expect((await client.datasets.list()).items.map(({ name }) => name)).toEqual(["penguins"]);
    expect((await client.datasets.get("penguins")).rawRows).toBe(344);
  });

  test("sweeps", async () => {
    expect(sweep).toMatchObject({ state: "succeeded", progress: { succeeded: 2 } });
    expect((await client.sweeps.plan(request)).runCount).toBe(2);
    const { items, nextCursor } = await client.sweeps.list({ limit: 1 });
    expect(items[0]?.id).toBe(sweep.id);
    expect(nextCursor).toBeNull();
  });

  test("runs, page by page", async () => {
    const first = await client.sweeps.runs(sweep.id, { sort: "objective", limit: 1 });
    const cursor = first.nextCursor as string;
    const second = await client.sweeps.runs(sweep.id, { sort: "objective", limit: 1, cursor });
    expect(first.items[0]?.id).toBe(sweep.best?.id);
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    expect(second.nextCursor).toBeNull();
  });

  test("one run and its artifacts", async () => {
    const run = await client.runs.get(sweep.best?.id as string);
    expect(run.state).toBe("succeeded");
    expect(JSON.parse(await client.runs.artifact(run.id, "model.json")).target).toBe("species");
    expect(await client.runs.artifact(run.id, "run.log")).toContain("metrics");
  });

  test("workers, and files that belong to nothing", async () => {
    const { items } = await client.workers.list();
    expect(items.some(({ state, runs }) => state === "alive" && runs.length === 0)).toBe(true);
    const { queues, minutes } = await client.workers.activity();
    expect(queues.runs.waiting).toBe(0);
    expect(minutes.reduce((sum, { ended }) => sum + ended, 0)).toBe(2);
    expect(await client.maintenance.orphanArtifacts()).toMatchObject({ dryRun: true, count: 0 });
  });

  test("models, and moving an alias", async () => {
    expect((await client.models.list()).items[0]?.aliases).toEqual({ champion: 1 });
    const { versions } = await client.models.get("penguins");
    expect(versions).toHaveLength(1);
    expect(await client.models.versions("penguins")).toEqual({ items: versions, nextCursor: null });
    expect((await client.models.version("penguins", 1)).sweepId).toBe(sweep.id);
    const moved = await client.models.setAlias("penguins", "steady", { version: 1 });
    expect(moved).toMatchObject({ alias: "steady", toVersion: 1, actor: "user" });
    const { items, nextCursor } = await client.models.promotions("penguins", { limit: 1 });
    expect(items[0]?.alias).toBe("steady");
    expect(await client.models.alias("penguins", "steady")).toEqual({
      model: "penguins",
      alias: "steady",
      version: 1,
      previousVersion: null,
    });
    const back = await errorOf(client.models.rollBack("penguins", "steady", { from: 1 }));
    expect(back.code).toBe("conflict");
    expect(nextCursor).not.toBeNull();
  });

  test("predictions", async () => {
    const inference = createInferenceClient({ url: `${servers.inferenceUrl}/`, apiKey });
    const row = {
      island: "Biscoe",
      culmen_length_mm: 46.1,
      culmen_depth_mm: 13.2,
      flipper_length_mm: 211,
      body_mass_g: 4500,
      sex: null,
    };
    const answer = await inference.predict({ model: "penguins", version: 1, rows: [row] });
    expect(answer.predictions[0]).toMatchObject({ label: "Gentoo" });
    const error = await errorOf(
      inference.predict({ model: "penguins", version: 1, rows: [{ ...row, island: "Atlantis" }] }),
    );
    expect(error.code).toBe("prediction-input-invalid");
    expect(error.issues[0]?.field).toBe("rows[0].island");
  });

  test("predictions through the orchestrator are those of the inference API", async () => {
    const bill = { culmen_length_mm: 46.1, culmen_depth_mm: 13.2 };
    const row = { ...bill, island: "Biscoe", flipper_length_mm: 211, body_mass_g: 4500, sex: null };
    const direct = createInferenceClient({ url: servers.inferenceUrl, apiKey });
    const through = createInferenceClient({ url: servers.orchestratorUrl, apiKey });
    const right = { model: "penguins", rows: [row] };
    expect(await through.predict(right)).toEqual(await direct.predict(right));
    const wrong = { model: "penguins", rows: [{ ...row, island: "Atlantis" }] };
    expect(await errorOf(through.predict(wrong))).toEqual(await errorOf(direct.predict(wrong)));
    const keyless = createInferenceClient({ url: servers.orchestratorUrl });
    expect((await errorOf(keyless.predict(right))).code).toBe("unauthorized");
  });
});

test("a run trained once more", async () => {
  const id = sweep.best?.id as string;
  const { runId, sweepId } = await client.runs.replay(id);
  for await (const { state } of client.sweeps.watch(sweepId)) if (state === "succeeded") break;
  const { replays } = await client.runs.get(id);
  expect(replays).toMatchObject([{ runId, sweepId, same: true, model: "same" }]);
});

describe("a refusal is the error the server described:", () => {
  test("with issues", async () => {
    const error = await errorOf(client.sweeps.launch({ ...request, space: { learningRate: -1 } }));
    expect(error).toMatchObject({ code: "sweep-invalid", status: 422 });
    expect(error.issues[0]?.field).toBe("space.learningRate");
    expect(error.hint).toContain("learningRate");
  });

  test("with a hint", async () => {
    const error = await errorOf(client.datasets.get("whales"));
    expect(error).toMatchObject({ code: "not-found", hint: "There are: penguins." });
  });

  test.each<[string, string, (client: Client) => Promise<unknown>]>([
    [
      "dataset file",
      "dataset-invalid",
      (it) => it.datasets.import(new Blob([]), { fileName: "x.csv" }),
    ],
    [
      "dataset name",
      "validation-failed",
      (it) => it.datasets.import(penguins, { fileName: "a b.csv" }),
    ],
    ["plan", "sweep-invalid", (it) => it.sweeps.plan({ ...request, target: "weight" })],
    ["unknown sweep", "not-found", (it) => it.sweeps.get(unknownId)],
    ["unknown sweep's runs", "not-found", (it) => it.sweeps.runs(unknownId)],
    ["ended sweep", "conflict", (it) => it.sweeps.cancel(sweep.id)],
    ["ended sweep to pause", "conflict", (it) => it.sweeps.pause(sweep.id)],
    ["ended sweep to resume", "conflict", (it) => it.sweeps.resume(sweep.id)],
    ["sweep with nothing to retry", "conflict", (it) => it.sweeps.retry(sweep.id)],
    ["no states to retry", "validation-failed", (it) => it.sweeps.retry(sweep.id, { states: [] })],
    ["unknown sweep's events", "not-found", (it) => it.sweeps.watch(unknownId).next()],
    ["bad cursor", "validation-failed", (it) => it.sweeps.list({ cursor: "x" })],
    ["unknown run", "not-found", (it) => it.runs.get(unknownId)],
    ["unknown run to replay", "not-found", (it) => it.runs.replay(unknownId)],
    ["unknown artifact", "not-found", (it) => it.runs.artifact(unknownId, "a?b#c%d/é.json")],
    ["unknown model", "not-found", (it) => it.models.get("whales")],
    ["unknown version", "not-found", (it) => it.models.version("penguins", 9)],
    ["unknown model's promotions", "not-found", (it) => it.models.promotions("whales")],
    [
      "reserved alias",
      "validation-failed",
      (it) => it.models.setAlias("penguins", "v3", { version: 1 }),
    ],
    ["a name that would change the path", "validation-failed", (it) => it.datasets.get("a/b?c#d")],
  ])("%s: %s", async (_title, code, call) => {
    expect((await errorOf(call(client))).code).toBe(code);
  });

  test("without the key", async () => {
    const stranger = createClient({ url: servers.orchestratorUrl });
    expect((await errorOf(stranger.sweeps.list())).code).toBe("unauthorized");
    const liar = createClient({ url: servers.orchestratorUrl, apiKey: "wrong" });
    expect((await errorOf(liar.sweeps.watch(sweep.id).next())).code).toBe("unauthorized");
  });
});

describe("watching a sweep", () => {
  beforeAll(() => servers.stopWorker());

  test("shows it from its start to its end", () => {
    expect(events.at(0)).toMatchObject({ id: sweep.id, progress: { total: 2 } });
    expect(events.at(-1)).toMatchObject({ state: "succeeded", progress: { succeeded: 2 } });
    expect(events.at(-1)?.best?.id).toBe(sweep.best?.id);
  });

  test("may be left at any time", async () => {
    const { id } = await client.sweeps.launch(request);
    for await (const event of client.sweeps.watch(id)) {
      expect(event.state).toBe("running");
      break;
    }
    const stop = new AbortController();
    const watching = (async () => {
      for await (const _ of client.sweeps.watch(id, stop.signal)) stop.abort(new Error("enough"));
    })();
    await expect(watching).rejects.toThrow("enough");
    await client.sweeps.cancel(id);
    const last = await lastEvent(id);
    expect(last?.state).toBe("cancelled");
  });

  test("tells when the server goes away before the end", async () => {
    const { id } = await client.sweeps.launch(request);
    const watching = client.sweeps.watch(id);
    expect((await watching.next()).value).toMatchObject({ id, state: "running" });
    const rest = errorOf(
      (async () => {
        for await (const _ of watching);
      })(),
    );
    await servers.orchestrator.close();
    expect((await rest).code).toBe("unavailable");
    expect((await errorOf(client.sweeps.get(id))).code).toBe("unavailable");
  });
});

async function lastEvent(id: string): Promise<SweepEvent | undefined> {
  let last: SweepEvent | undefined;
  for await (const event of client.sweeps.watch(id)) last = event;
  return last;
}
