import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CallOptions, createClient, createInferenceClient } from "../src/index.ts";

const timeoutMs = 50;
/** Where an answer must arrive, however busy the machine is. */
const ampleMs = 5_000;
const id = "0".repeat(32);
let server: Server;
let url: string;
/** What the server does with a request; nothing, unless a test says more. */
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  answer = () => {};
  server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

const late = {
  code: "unavailable",
  message: expect.stringMatching(/^http:\/\/\S+ did not answer within 0\.05 s\.$/),
};

describe("a server that does not answer", () => {
  test("is given up after the time that it has", async () => {
    const client = createClient({ url, timeoutMs });
    await expect(client.sweeps.list()).rejects.toMatchObject(late);
    const inference = createInferenceClient({ url, timeoutMs });
    await expect(inference.models()).rejects.toMatchObject(late);
    await expect(client.health()).rejects.toMatchObject(late);
  });

  test("is soon given up by whoever asks for its health", async () => {
    const health = createClient({ url, timeoutMs: Number.POSITIVE_INFINITY }).health();
    await expect(health).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/did not answer within 8 s\.$/),
    });
  });

  test.each([Number.POSITIVE_INFINITY, 2 ** 31])(
    "is waited for when it has %d ms",
    async (timeoutMs) => {
      const client = createClient({ url, timeoutMs });
      const arrived = once(server, "request");
      const listing = client.sweeps.list();
      const [, response] = await arrived;
      // Longer than a timer of too many milliseconds, which fires after one.
      setTimeout(() => response.end('{"items":[],"nextCursor":null}'), 100);
      expect(await listing).toEqual({ items: [], nextCursor: null });
    },
  );

  test("may still be at an answer that has begun", async () => {
    const client = createClient({ url, timeoutMs: ampleMs });
    answer = (response) => {
      response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
      setTimeout(() => response.end('{"items":[],"nextCursor":null}'), 1.25 * ampleMs);
    };
    expect(await client.sweeps.list()).toEqual({ items: [], nextCursor: null });
  });

  test("has all the time for an upload, a launch, a watch and a prediction", async () => {
    const client = createClient({ url, timeoutMs });
    const inference = createInferenceClient({ url, timeoutMs });
    const stop = new AbortController();
    const reason = new Error("enough");
    const waiting = [
      client.datasets.import(new Blob(["a\n1\n"]), { fileName: "a.csv", signal: stop.signal }),
      client.sweeps.plan({ dataset: "a", target: "b", space: {} }, stop),
      client.sweeps.watch(id, stop.signal).next(),
      inference.predictAll([{}], { model: "penguins", signal: stop.signal }).next(),
    ];
    const ended = Promise.allSettled(waiting);
    await expect(client.sweeps.list()).rejects.toMatchObject(late);
    stop.abort(reason);
    for (const result of await ended) expect(result).toMatchObject({ status: "rejected", reason });
  });
});

test("whatever reads ends with the signal's reason", async () => {
  const { datasets, sweeps, runs, trainers, workers, models } = createClient({ url });
  const inference = createInferenceClient({ url });
  const reason = new Error("the page was left");
  const calls: Record<string, (call: CallOptions) => Promise<unknown>> = {
    "datasets.list": (call) => datasets.list({}, call),
    "datasets.get": (call) => datasets.get("a", call),
    "datasets.version": (call) => datasets.version("a", 1, call),
    "datasets.versions": (call) => datasets.versions("a", {}, call),
    "datasets.rows": (call) => datasets.rows("a", 1, {}, call),
    "datasets.profile": (call) => datasets.profile("a", 1, {}, call),
    "datasets.diff": (call) => datasets.diff("a", 1, 2, call),
    "sweeps.list": (call) => sweeps.list({}, call),
    "sweeps.get": (call) => sweeps.get(id, call),
    "sweeps.runs": (call) => sweeps.runs(id, {}, call),
    "sweeps.attempts": (call) => sweeps.attempts(id, {}, call),
    "runs.get": (call) => runs.get(id, call),
    "runs.artifact": (call) => runs.artifact(id, "run.log", call),
    "runs.openArtifact": (call) => runs.openArtifact(id, "run.log", call),
    "trainers.list": (call) => trainers.list(call),
    "workers.list": (call) => workers.list(call),
    "workers.activity": (call) => workers.activity(call),
    "models.list": (call) => models.list({}, call),
    "models.get": (call) => models.get("a", call),
    "models.versions": (call) => models.versions("a", {}, call),
    "models.version": (call) => models.version("a", 1, call),
    "models.file": (call) => models.file("a", 1, call),
    "models.promotions": (call) => models.promotions("a", {}, call),
    "inference.models": (call) => inference.models(call),
    "inference.schema": (call) => inference.schema("a", {}, call),
  };
  for (const [name, call] of Object.entries(calls)) {
    const stop = new AbortController();
    const arrived = once(server, "request");
    const calling = call({ signal: stop.signal });
    calling.catch(() => {});
    await arrived;
    stop.abort(reason);
    await expect(calling, name).rejects.toBe(reason);
  }
});

test("a stream that is read ends with the signal too", async () => {
  answer = (response) => response.write("the beginning");
  const stop = new AbortController();
  const stream = await createClient({ url }).runs.openArtifact(id, "run.log", stop);
  const reader = stream.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe("the beginning");
  const next = reader.read();
  stop.abort(new Error("enough"));
  await expect(next).rejects.toThrow("enough");
});
