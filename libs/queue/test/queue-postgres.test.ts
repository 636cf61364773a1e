import { randomBytes } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@rookery/test";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createQueues, createSweepConsumer, migrateQueue } from "../src/index.ts";
import { describeQueueConformance } from "./queue-conformance.ts";
import { givenSweep, silentLogger, until } from "./support.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

const newSchema = () => ({
  kind: "postgres" as const,
  url: database.url,
  schema: `q_${randomBytes(6).toString("hex")}`,
});

async function runSql(statement: string, url = database.url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

describeQueueConformance("postgres", async () => {
  const config = newSchema();
  return {
    config,
    empty: () => runSql(`truncate ${config.schema}.job cascade`),
    breakConnections: () =>
      runSql(`select pg_terminate_backend(pid, 60000) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()`),
    remove: () => runSql(`drop schema ${config.schema} cascade`),
  };
});

test("any number of processes may migrate at once", async () => {
  const backend = newSchema();

  await Promise.all(Array.from({ length: 6 }, () => migrateQueue(backend)));

  const queues = await createQueues({ backend, logger: silentLogger });
  await queues.launchSweep(givenSweep({ runs: 1 }));
  expect((await queues.getCounts()).runs.waiting).toBe(1);
  await queues.close();
});

test("a schema that was never migrated is refused", async () => {
  const opening = createQueues({ backend: newSchema(), logger: silentLogger });

  await expect(opening).rejects.toMatchObject({
    code: "unavailable",
    hint: expect.stringContaining("migrated"),
  });
});

test("a consumer pauses between tries while its database takes no connections", async () => {
  const backend = newSchema();
  await migrateQueue(backend);
  const warnedAtMs: number[] = [];
  const logger = { ...silentLogger, warn: () => warnedAtMs.push(performance.now()) };
  const finalized: string[] = [];
  const consumer = await createSweepConsumer({
    backend,
    logger,
    concurrency: 1,
    process: async ({ sweepId }) => {
      finalized.push(sweepId);
    },
  });
  const name = new URL(database.url).pathname.slice(1);
  const setReachable = (reachable: boolean) =>
    runSql(`alter database ${name} allow_connections ${reachable}`, inject("postgresUrl"));

  await setReachable(false);
  await runSql(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    inject("postgresUrl"),
  );
  await until(() => warnedAtMs.length >= 10);
  await setReachable(true);

  expect(Number(warnedAtMs[9]) - Number(warnedAtMs[0])).toBeGreaterThan(500);
  const queues = await createQueues({ backend, logger: silentLogger });
  const sweep = givenSweep({ runs: 0 });
  await queues.launchSweep(sweep);
  await until(() => finalized.includes(sweep.sweepId));
  await consumer.close();
  await queues.close();
});
