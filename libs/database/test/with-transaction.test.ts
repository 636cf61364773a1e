import { createTestDatabase, type TestDatabase } from "@rookery/test";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDatabase, type Database } from "../src/create-database.ts";
import type { Executor, Transaction } from "../src/executor.ts";
import { queryRows } from "../src/query-rows.ts";
import { withConnection, withTransaction } from "../src/with-transaction.ts";

let server: TestDatabase;
let database: Database;

beforeEach(async () => {
  server = await createTestDatabase();
  database = createDatabase({
    url: server.url,
    applicationName: "under-test",
    maxConnections: 1,
  });
  await database.pool.query("create table notes (id int primary key, at timestamptz)");
});

afterEach(async () => {
  await database.close();
  await server.drop();
});

const backend = sql`select pg_backend_pid() as pid`;
const addNote = (executor: Executor, id: number) =>
  queryRows(executor, sql`insert into notes values (${id}, now())`);
const countNotes = () =>
  queryRows(database.orm, sql`select id from notes`).then((rows) => rows.length);

test("what a transaction did is there when its work is done, and undone when that throws", async () => {
  await withTransaction(database, (tx) => addNote(tx, 1));
  const undone = withTransaction(database, async (tx) => {
    await addNote(tx, 2);
    throw new Error("changed my mind");
  });
  await expect(undone).rejects.toThrow("changed my mind");
  expect(await countNotes()).toBe(1);
});

test("after a transaction its connection is used again, also when it was undone by a failed statement", async () => {
  const before = await queryRows(database.orm, backend);
  const failed = withTransaction(database, (tx) => queryRows(tx, sql`select 1 / ${0}`));
  await expect(failed).rejects.toMatchObject({ code: "22012" });
  expect(await queryRows(database.orm, backend)).toEqual(before);
});

test("a connection on which work failed is closed", async () => {
  const before = await queryRows(database.orm, backend);
  const failed = withConnection(database, async () => {
    throw new Error("in the middle of something");
  });
  await expect(failed).rejects.toThrow("in the middle of something");
  expect(await queryRows(database.orm, backend)).not.toEqual(before);
});

test("a verb that must run in a transaction cannot be handed the pool", async () => {
  const verb = async (tx: Transaction) => await addNote(tx, 3);
  // @ts-expect-error The pool runs every statement in a transaction of its own.
  await verb(database.orm);
  await withTransaction(database, async (tx) => {
    const either: Executor = tx;
    expect(await queryRows(either, backend)).toHaveLength(1);
  });
});

test("a named statement is parsed once per connection and takes other values each time", async () => {
  const pick = (ids: number[], least: number) =>
    queryRows<{ id: number }>(
      database.orm,
      sql`select id from unnest(${sql.param(ids)}::int[]) as given (id) where id >= ${least}::int`,
      { name: "pick" },
    );
  expect(await pick([1, 2, 3], 2)).toEqual([{ id: 2 }, { id: 3 }]);
  expect(await pick([], 2)).toEqual([]);
  const prepared = await queryRows(database.orm, sql`select name from pg_prepared_statements`);
  expect(prepared).toEqual([{ name: "pick" }]);
});
