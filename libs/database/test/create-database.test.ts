import { AppError } from "@rookery/contracts";
import { createTestDatabase, type TestDatabase } from "@rookery/test";
import { sql } from "drizzle-orm";
import { integer, pgTable } from "drizzle-orm/pg-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDatabase, type Database } from "../src/create-database.ts";
import { queryRows } from "../src/query-rows.ts";
import { isUniqueViolation } from "../src/translate-errors.ts";
import { withTransaction } from "../src/with-transaction.ts";
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
  const lost = withTransaction(database, async (tx) => {
    await queryRows(tx, sql`select 1`);
    await endConnections(server.url, "under-test");
    // The client hears of it before the next query is sent: nobody awaits anything then.
    await expect.poll(() => onIdleError).toHaveBeenCalled();
    await queryRows(tx, sql`select 1`);
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
  const query = queryRows(unreachable.orm, sql`select 1`).catch(identity);
  expect(AppError.findIn(await query)?.code).toBe("unavailable");
  const transaction = withTransaction(unreachable, async () => {}).catch(identity);
  expect(AppError.findIn(await transaction)?.code).toBe("unavailable");
  await unreachable.close();
});

test("a unique violation is told from other errors, also behind the ORM", async () => {
  const once = pgTable("once", { id: integer().primaryKey() });
  await database.pool.query("create table once (id int primary key)");
  const failureOf = (work: PromiseLike<unknown>) =>
    Promise.resolve(work).then(() => null, identity);
  const insert = (id: unknown) => failureOf(database.orm.insert(once).values({ id: id as number }));
  expect(isUniqueViolation(await insert(1))).toBe(false);
  expect(isUniqueViolation(await insert(1))).toBe(true);
  expect(isUniqueViolation(await insert("x"))).toBe(false);
  const byHand = queryRows(database.orm, sql`insert into once values (${1})`);
  expect(isUniqueViolation(await failureOf(byHand))).toBe(true);
});

test("an error of the statement stays what it is", async () => {
  const failed = await database.pool.query("select 1 / 0").catch(identity);
  expect(failed).toMatchObject({ code: "22012" });
  expect(AppError.findIn(failed)).toBeUndefined();
});
