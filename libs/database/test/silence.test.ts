import {
  Cleanup,
  createTestDatabase,
  type Direction,
  startTcpProxy,
  type TcpProxy,
} from "@rookery/test";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createDatabase, type Database } from "../src/create-database.ts";
import { type Listener, listen } from "../src/listen.ts";
import type { Patience } from "../src/patience.ts";
import { queryRows } from "../src/query-rows.ts";
import { withConnection, withTransaction } from "../src/with-transaction.ts";

/** As in service, but a hundred times quicker. */
const patience: Partial<Patience> = { connectMs: 300, silenceMs: 400, listenerPingMs: 150 };
const cleanup = new Cleanup();
let proxy: TcpProxy;
let url: string;
/** Past the proxy. */
let direct: Database;
let database: Database;

beforeEach(async () => {
  const server = await createTestDatabase();
  cleanup.add(() => server.drop());
  direct = open(server.url, {});
  await direct.pool.query("create table notes (id int primary key, text text)");
  await direct.pool.query("insert into notes values (1, '')");
  proxy = await startTcpProxy(Number(new URL(server.url).port), cleanup);
  const through = new URL(server.url);
  through.port = String(proxy.port);
  url = through.href;
  database = open(url, { maxConnections: 2, patience });
});
afterEach(() => cleanup.run());

function open(address: string, options: { maxConnections?: number; patience?: Partial<Patience> }) {
  const opened = createDatabase({ url: address, applicationName: "under-test", ...options });
  cleanup.add(() => opened.close());
  return opened;
}

const unavailable = { code: "unavailable" };
const ways: [string, Direction[]][] = [
  ["what is asked", ["to-server"]],
  ["what is answered", ["to-client"]],
  ["both", ["to-server", "to-client"]],
];

describe.each(ways)("where a connection loses %s and stays open", (_, directions) => {
  test("a statement fails, and after that others are answered", async () => {
    await database.ping();
    proxy.hold(directions, "lost");
    await expect(database.pool.query("select 1")).rejects.toMatchObject(unavailable);
    proxy.restore();
    await database.ping();
  });

  test("a transaction fails and keeps no row locked", async () => {
    const lost = withTransaction(database, async (tx) => {
      await queryRows(tx, sql`update notes set text = 'lost'`);
      proxy.hold(directions, "lost");
      await queryRows(tx, sql`select 1`);
    });
    await expect(lost).rejects.toMatchObject(unavailable);
    proxy.restore();
    await direct.pool.query("update notes set text = 'kept'");
    expect(await queryRows(database.orm, sql`select text from notes`)).toEqual([{ text: "kept" }]);
  });

  test("a listener connects again and hears what is sent then", async () => {
    const heard: string[] = [];
    const onConnected = vi.fn();
    const onNotification = (payload: string) => heard.push(payload);
    const listener: Listener = listen({
      ...{ url, channel: "news", onNotification, onConnected, reconnectMs: 10, patience },
    });
    cleanup.add(() => listener.close());
    await expect.poll(() => onConnected).toHaveBeenCalledTimes(1);
    proxy.hold(directions, "lost");
    await expect.poll(() => countListeners()).toBe(0);
    proxy.restore();
    await expect.poll(() => onConnected).toHaveBeenCalledTimes(2);
    await direct.pool.query("select pg_notify('news', 'one')");
    await expect.poll(() => heard).toEqual(["one"]);
  });
});

async function countListeners(): Promise<number> {
  const rows = await queryRows(
    direct.orm,
    sql`select pid from pg_stat_activity
      where datname = current_database() and application_name = 'rookery-listen-news'`,
  );
  return rows.length;
}

test("what comes late, but in time, is taken", async () => {
  await database.ping();
  const patient = open(url, {});
  await patient.ping();
  proxy.hold(["to-client"], "late");
  const answer = patient.pool.query("select 1 as one");
  await expect
    .poll(() => direct.pool.query("select from pg_stat_activity where query = 'select 1 as one'"))
    .toMatchObject({ rowCount: 1 });
  proxy.restore();
  expect((await answer).rows).toEqual([{ one: 1 }]);
});

describe("the server ends", () => {
  const backend = sql`select pg_backend_pid() as pid`;

  test("a statement that takes too long, and keeps its connection", async () => {
    const hasty = open(url, { maxConnections: 1, patience: { statementMs: 100 } });
    const before = await queryRows(hasty.orm, backend);
    await expect(
      withTransaction(hasty, (tx) => queryRows(tx, sql`select pg_sleep(60)`)),
    ).rejects.toMatchObject(unavailable);
    expect(await queryRows(hasty.orm, backend)).toEqual(before);
  });

  test("a wait for a row that somebody else holds", async () => {
    const hasty = open(url, { patience: { statementMs: 100 } });
    await withTransaction(direct, async (tx) => {
      await queryRows(tx, sql`update notes set text = 'held'`);
      const waiting = hasty.pool.query("update notes set text = 'taken'");
      await expect(waiting).rejects.toMatchObject(unavailable);
    });
  });

  test("a transaction that lies open, and lets go of its rows", async () => {
    const hasty = open(url, { patience: { idleInTransactionMs: 100 } });
    const forgotten = withTransaction(hasty, async (tx) => {
      await queryRows(tx, sql`update notes set text = 'forgotten'`);
      await direct.pool.query("update notes set text = 'taken'");
    });
    await expect(forgotten).rejects.toMatchObject(unavailable);
    expect(await queryRows(direct.orm, sql`select text from notes`)).toEqual([{ text: "taken" }]);
  });
});

test("work that says so may take its time, and nothing else on its connection", async () => {
  const hasty = open(url, { maxConnections: 1, patience: { statementMs: 50, silenceMs: 100 } });
  const nap = sql`select pg_sleep(0.3)`;
  await withTransaction(hasty, (tx) => queryRows(tx, nap), { isLong: true });
  await withConnection(hasty, (client) => client.query("select pg_sleep(0.3)"), { isLong: true });
  await expect(queryRows(hasty.orm, nap)).rejects.toMatchObject(unavailable);
});
