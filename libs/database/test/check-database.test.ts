import { Cleanup, createTestDatabase, type TestDatabase } from "@rookery/test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkDatabase } from "../src/check-database.ts";
import { createDatabase, type Database } from "../src/create-database.ts";
import { migrateDatabase, migrations } from "../src/migrate-database.ts";

const cleanup = new Cleanup();
let server: TestDatabase;
let database: Database;
const table = `${migrations.schema}.${migrations.table}`;

beforeEach(async () => {
  server = await createTestDatabase();
  database = createDatabase({ url: server.url, applicationName: "under-test" });
});

afterEach(async () => {
  await cleanup.run();
  await database.close();
  await server.drop();
});

test("a migrated database with a clock like ours has nothing to say", async () => {
  await migrateDatabase(server.url);
  expect(await checkDatabase(database)).toEqual([]);
});

test("an empty database is refused with the command that helps", async () => {
  await expect(checkDatabase(database)).rejects.toMatchObject({
    code: "config-invalid",
    hint: expect.stringContaining("rookery migrate"),
  });
});

test("a database that lacks the newest migration is refused", async () => {
  await migrateDatabase(server.url);
  await database.pool.query(
    `delete from ${table} where created_at = (select max(created_at) from ${table})`,
  );
  await expect(checkDatabase(database)).rejects.toMatchObject({
    message: expect.stringContaining("not migrated"),
  });
});

test("a database of a newer version is refused", async () => {
  await migrateDatabase(server.url);
  await database.pool.query(
    `insert into ${table} (hash, created_at) select 'of tomorrow', max(created_at) + 1 from ${table}`,
  );
  await expect(checkDatabase(database)).rejects.toMatchObject({
    message: expect.stringContaining("newer version"),
  });
});

test("a clock that is far off is told, with the direction", async () => {
  await migrateDatabase(server.url);
  await database.pool.query(`
    create schema skewed;
    create function skewed.clock_timestamp() returns timestamptz language sql
      as 'select pg_catalog.clock_timestamp() + interval ''1 hour'''`);
  const { pathname } = new URL(server.url);
  await database.pool.query(
    `alter database ${pathname.slice(1)} set search_path = skewed, pg_catalog, public`,
  );
  const late = createDatabase({ url: server.url, applicationName: "under-test" });
  expect(await checkDatabase(late)).toEqual([expect.stringMatching(/36\d\d s behind/)]);
  await late.close();
});

test("a password that is refused is a wrong setting at start, and an outage later", async () => {
  const role = `under_test_${process.pid}_${Date.now()}`;
  await database.pool.query(`create role ${role} login password 'old'`);
  cleanup.add(() => database.pool.query(`drop role ${role}`));
  const url = new URL(server.url);
  url.username = role;
  url.password = "old";
  const running = createDatabase({ url: url.href, applicationName: "under-test" });
  cleanup.add(() => running.close());
  await running.ping();
  await database.pool.query(`alter role ${role} password 'new'`);
  const held = await running.pool.connect();
  await expect(running.ping()).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("refuses"),
  });
  held.release();
  const starting = createDatabase({ url: url.href, applicationName: "under-test" });
  cleanup.add(() => starting.close());
  await expect(checkDatabase(starting)).rejects.toMatchObject({ code: "config-invalid" });
});
