import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { type RunSummary, SweepEvent } from "@rookery/contracts";
import { listenHttp } from "@rookery/runtime";
import { readProblem } from "@rookery/test";
import { announceWorker, cancelSweep, claimRun } from "@rookery/tracking";
import { beforeAll, expect, test } from "vitest";
import { launchSweep, penguinSweep } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { openOrchestrator, useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const unknownId = "0".repeat(32);

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

interface Stream {
  response: IncomingMessage;
  events: SweepEvent[];
}

async function watch(url: string, id: string): Promise<Stream> {
  const [response] = (await once(get(`${url}/sweeps/${id}/events`), "response")) as [
    IncomingMessage,
  ];
  const events: SweepEvent[] = [];
  response.setEncoding("utf8");
  response.on("data", (text: string) => {
    for (const [, data] of text.matchAll(/^data: (.*)$/gm)) {
      events.push(SweepEvent.parse(JSON.parse(data as string)));
    }
  });
  return { response, events };
}

async function serve() {
  const app = await openOrchestrator(running);
  return { app, url: await listenHttp(app, { host: "127.0.0.1", port: 0 }) };
}

test("the first event comes at once, changes follow, and the stream ends with the sweep", async () => {
  const { url } = await serve();
  const { id } = await launchSweep(running, penguinSweep);
  const { response, events } = await watch(url, id);
  expect(response.headers["content-type"]).toBe("text/event-stream");
  expect(response.headers["cache-control"]).toBe("no-store");
  await expect
    .poll(() => events.at(0))
    .toMatchObject({
      id,
      state: "running",
      progress: { total: 6, queued: 6 },
      best: null,
    });
  await cancelSweep(running.database, id);
  await expect
    .poll(() => events.at(-1))
    .toMatchObject({
      state: "stopping",
      progress: { cancelled: 6 },
    });
  const ended = once(response, "end");
  await running.database.pool.query(
    "update rookery.sweeps set state = 'cancelled', finished_at = now() where id = $1",
    [id],
  );
  await ended;
  expect(events.map(({ state }) => state)).toEqual(["running", "stopping", "cancelled"]);
});

test("the time left alone is told again, but not with every look", async () => {
  const { url } = await serve();
  const { id } = await launchSweep(running, penguinSweep);
  const { items } = (await running.app.inject(`/sweeps/${id}/runs`)).json();
  const [ended, held] = items.map((run: RunSummary) => run.id);
  const worker = { id: "w", hostname: "here", pid: 1, concurrency: 1 };
  await announceWorker(running.database, worker);
  // It stays alive, however long this takes.
  await running.database.pool.query(
    "update rookery.workers set heartbeat_at = now() + interval '1 hour' where id = $1",
    [worker.id],
  );
  await claimRun(running.database, { runId: held, round: 1, workerId: worker.id });
  await running.database.pool.query(
    `update rookery.runs set state = 'succeeded', ended_at = now(),
            started_at = now() - interval '1 hour' where id = $1`,
    [ended],
  );
  const { response, events } = await watch(url, id);
  await expect.poll(() => events.length).toBeGreaterThanOrEqual(2);
  response.destroy();
  const [first, second] = events.map(({ etaMs }) => etaMs as number);
  // One run is under way and four wait: five hours, and less as time goes by. A look comes each
  // 300 ms and this event after five seconds, of two clocks and of a server that may have to wait.
  expect(first).toBeGreaterThan(5 * 3_600_000 - 60_000);
  expect(second).toBeLessThanOrEqual(first - 2_000);
  expect(events[1]).toEqual({ ...events[0], etaMs: second });
});

test("a sweep that has ended gets one event", async () => {
  const { url } = await serve();
  const { id } = await launchSweep(running, penguinSweep);
  await running.database.pool.query("update rookery.sweeps set state = 'failed' where id = $1", [
    id,
  ]);
  const { response, events } = await watch(url, id);
  await once(response, "end");
  expect(events.map(({ state }) => state)).toEqual(["failed"]);
});

test("an unknown sweep is a problem, not a stream", async () => {
  const answer = await running.app.inject(`/sweeps/${unknownId}/events`);
  expect(readProblem(answer)).toMatchObject({ status: 404, code: "not-found" });
});

test("a closing server ends open streams, however long their sweeps go on", async () => {
  const { app, url } = await serve();
  const { id } = await launchSweep(running, penguinSweep);
  const streams = await Promise.all([watch(url, id), watch(url, id)]);
  for (const { events } of streams) await expect.poll(() => events).toHaveLength(1);
  const ended = streams.map(({ response }) => once(response, "close"));
  await app.close();
  await Promise.all(ended);
  expect((await running.app.inject(`/sweeps/${id}`)).json().state).toBe("running");
});

test("nobody asks the database for a watcher who left", async () => {
  const { url } = await serve();
  const { id } = await launchSweep(running, penguinSweep);
  const { response, events } = await watch(url, id);
  await expect.poll(() => events).toHaveLength(1);
  response.destroy();
  // Sessions of the pool tell when they last worked: with nobody watching, they all fall silent.
  const busySince = async () => {
    const { rows } = await running.database.pool.query(
      `select count(*)::int as busy from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and application_name = 'orchestrator-test' and query ilike '%from "rookery"."runs"%'
          and state_change > now() - interval '600 milliseconds'`,
    );
    return rows[0].busy;
  };
  await expect.poll(busySince, { interval: 100 }).toBe(0);
});
