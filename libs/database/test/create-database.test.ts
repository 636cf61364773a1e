import { AppError } from "@rookery/contracts";
import { createTestDatabase, type TestDatabase } from "@rookery/test";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDatabase, type Database, isUniqueViolation } from "../src/create-database.ts";
import { endConnections } from "./end-connections.ts";

let server: TestDatabase;
let database: Database;
const identity = (error: unknown) => error;
const onIdleError = vi.fn<(error: Error) => void>();

beforeEach(async () => {
  onIdleError.mockReset();
  server = await createTestDatabase();
  database = createDatabase({ url: server.url, applicationName: "under-test", onIdleError });
});

afterEach(async () => {
  await database.close();
  await server.drop();
});

test("a connection lost in a transaction rejects the transaction and does no other harm", async () => {
  const lost = database.orm.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    await endConnections(server.url, "under-test");
    // The client hears of it before the next query is sent: nobody awaits anything then.
    await expect.poll(() => onIdleError).toHaveBeenCalled();
    await tx.execute(sql`select 1`);
  });
  expect(AppError.findIn(await lost.catch(identity))?.code).toBe("unavailable");
  await database.ping();
  expect(database.pool.totalCount).toBe(1);
});

test("a connection lost while a query runs rejects the query and does no other harm", async () => {
  const lost = database.pool.query("select pg_sleep(60)").catch(identity);
  await expect.poll(() => endConnections(server.url, "under-test", "active")).toBe(1);
  expect(AppError.findIn(await lost)?.code).toBe("unavailable");
  await database.ping();
});

test("a connection lost while idle is reported once and replaced", async () => {
  await database.ping();
  await endConnections(server.url, "under-test");
  await expect.poll(() => database.pool.totalCount).toBe(0);
  expect(onIdleError).toHaveBeenCalledTimes(1);
  await database.ping();
});

test("ping rejects when PostgreSQL cannot be reached", async () => {
  const url = new URL(server.url);
  url.port = "1";
  const unreachable = createDatabase({ url: url.href, applicationName: "under-test" });
  await expect(unreachable.ping()).rejects.toMatchObject({ code: "unavailable" });
  const query = unreachable.orm.execute(sql`select 1`).catch(identity);
  expect(AppError.findIn(await query)?.code).toBe("unavailable");
  const transaction = unreachable.orm.transaction(async () => {}).catch(identity);
  expect(AppError.findIn(await transaction)?.code).toBe("unavailable");
  await unreachable.close();
});

test("a unique violation is told from other errors, also behind the ORM", async () => {
  await database.pool.query("create table once (id int primary key)");
  const insert = (id: number | string) =>
    database.orm
      .execute(sql`insert into once values (${id})`)
      .then(() => undefined)
      .catch((error: unknown) => error);
  expect(isUniqueViolation(await insert(1))).toBe(false);
  expect(isUniqueViolation(await insert(1))).toBe(true);
  expect(isUniqueViolation(await insert("x"))).toBe(false);
});

test("an error of the statement stays what it is", async () => {
  const failed = await database.pool.query("select 1 / 0").catch(identity);
  expect(failed).toMatchObject({ code: "22012" });
  expect(AppError.findIn(failed)).toBeUndefined();
});
