import { readFile } from "node:fs/promises";
import { createTestDatabase, type TestDatabase } from "@rookery/test";
import { readMigrationFiles } from "drizzle-orm/migrator";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrateDatabase, migrations } from "../src/migrate-database.ts";

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

async function query(text: string) {
  return (await client.query(text)).rows;
}

const listObjects = () =>
  query(`select n.nspname, c.relname, c.relkind, c.oid from pg_class c
         join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('rookery', 'rookery_migrations') order by 1, 2`);
const listApplied = () =>
  query("select * from rookery_migrations.__drizzle_migrations order by id");

test("several processes that migrate an empty database at once all succeed", async () => {
  await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(database.url)));
  const known = readMigrationFiles({ migrationsFolder: migrations.folder });
  expect(await listApplied()).toHaveLength(known.length);
});

test("migrating again changes nothing", async () => {
  await migrateDatabase(database.url);
  const before = [await listObjects(), await listApplied()];
  await migrateDatabase(database.url);
  expect([await listObjects(), await listApplied()]).toEqual(before);
});

test("a new database has its schemas and the default experiment with the id 0", async () => {
  await migrateDatabase(database.url);
  const schemas = await query(
    `select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public)' order by 1`,
  );
  expect(schemas.map((row) => row.nspname)).toEqual([
    "processed",
    "raw",
    "rookery",
    "rookery_migrations",
  ]);
  expect(await query("select id, name, lifecycle_stage from rookery.experiments")).toEqual([
    { id: 0, name: "Default", lifecycle_stage: "active" },
  ]);
  expect(
    await query("insert into rookery.experiments (name) values ('next') returning id"),
  ).toEqual([{ id: 1 }]);
});

test("what people wrote keeps the order of its keys", async () => {
  await migrateDatabase(database.url);
  const columns = await query(
    `select table_name, column_name, data_type from information_schema.columns
     where table_schema = 'rookery' and column_name in ('spec', 'params') order by 1, 2`,
  );
  expect(columns).toEqual([
    { table_name: "model_versions", column_name: "params", data_type: "json" },
    { table_name: "runs", column_name: "params", data_type: "json" },
    { table_name: "sweeps", column_name: "spec", data_type: "json" },
  ]);
});

test("a sweep launched when it had one trainer has a list of one, in the same place", async () => {
  await migrateDatabase(database.url);
  await query("insert into rookery.datasets (name) values ('penguins')");
  await query(
    `insert into rookery.dataset_versions
       (dataset_id, version, content_hash, source_name, size_bytes, raw_table, processed_table, raw_rows, rows, columns, report)
     values (1, 1, 'c0ffee', 'p.csv', 1, 'p', 'p', 1, 1, '[]', '{}')`,
  );
  const spec = '{"target":"species","trainer":"forest","space":{"zeta":1,"alpha":1.0}}';
  await client.query(
    `insert into rookery.sweeps (id, experiment_id, dataset_version_id, name, spec, state, run_count)
     values ('old', 0, 1, 'old', $1, 'succeeded', 0)`,
    [spec],
  );
  const file = new URL("../migrations/0002_sweep_trainers.sql", import.meta.url);
  await query(await readFile(file, "utf8"));
  const [{ text }] = await query("select spec::text as text from rookery.sweeps");
  expect(text.replaceAll(" ", "")).toBe(
    spec.replace('"trainer":"forest"', '"trainers":["forest"]'),
  );
});
