import { createTestDatabase, type TestDatabase } from "@rookery/test";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Listener, type ListenOptions, listen } from "../src/listen.ts";
import { endConnections } from "./end-connections.ts";

const channel = "news";
const applicationName = `rookery-listen-${channel}`;
let server: TestDatabase;
let client: pg.Client;
let listener: Listener | undefined;

beforeEach(async () => {
  server = await createTestDatabase();
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
});

afterEach(async () => {
  await listener?.close();
  listener = undefined;
  await client.end();
  await server.drop();
});

function startListening(options: Partial<ListenOptions> = {}) {
  const heard: string[] = [];
  const onConnected = vi.fn();
  const onError = vi.fn();
  listener = listen({
    url: server.url,
    channel,
    onNotification: (payload) => heard.push(payload),
    onConnected,
    onError,
    reconnectMs: 10,
    ...options,
  });
  return { listener, heard, onConnected, onError };
}

const tell = (payload: string) => client.query("select pg_notify($1, $2)", [channel, payload]);

async function countListeners(): Promise<number> {
  const { rows } = await client.query(
    `select pid from pg_stat_activity where datname = current_database() and application_name = $1`,
    [applicationName],
  );
  return rows.length;
}

test("a listener hears what is sent once it is connected", async () => {
  const { heard, onConnected } = startListening();
  await expect.poll(() => onConnected).toHaveBeenCalledTimes(1);
  await tell("one");
  await tell("two");
  await expect.poll(() => heard).toEqual(["one", "two"]);
});

test("a listener whose connection is lost connects again, says so and hears again", async () => {
  const { heard, onConnected, onError } = startListening();
  await expect.poll(() => onConnected).toHaveBeenCalledTimes(1);
  expect(await endConnections(server.url, applicationName)).toBe(1);
  await expect.poll(() => onConnected).toHaveBeenCalledTimes(2);
  expect(onError).toHaveBeenCalledTimes(1);
  await tell("after");
  await expect.poll(() => heard).toEqual(["after"]);
  expect(await countListeners()).toBe(1);
});

test("a listener that cannot connect keeps trying until it is closed", async () => {
  const url = new URL(server.url);
  url.port = "1";
  const lost = startListening({ url: url.href, reconnectMs: 0 });
  await expect.poll(() => lost.onError.mock.calls.length).toBeGreaterThan(2);
  await lost.listener.close();
  const tries = lost.onError.mock.calls.length;
  const { onConnected } = startListening();
  await expect.poll(() => onConnected).toHaveBeenCalled();
  expect(lost.onError).toHaveBeenCalledTimes(tries);
  expect(lost.onConnected).not.toHaveBeenCalled();
});

test("a closed listener leaves no connection", async () => {
  const { listener, onConnected } = startListening();
  await expect.poll(() => onConnected).toHaveBeenCalledTimes(1);
  await listener.close();
  await expect.poll(countListeners).toBe(0);
  await listener.close();
});

test("a listener that is closed while it connects leaves no connection and stays silent", async () => {
  const { listener, onConnected, onError } = startListening();
  await listener.close();
  await expect.poll(countListeners).toBe(0);
  expect(onConnected).not.toHaveBeenCalled();
  expect(onError).not.toHaveBeenCalled();
});
