import { Redis } from "ioredis";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase, createTestRedis, describeWithRedis, describeWithS3 } from "./index.ts";

test("each database is empty and gone after its drop", async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(
    "select count(*)::int as tables from pg_tables where schemaname = 'public'",
  );
  expect(rows).toEqual([{ tables: 0 }]);
  await client.end();
  await database.drop();

  const late = new pg.Client({ connectionString: database.url });
  await expect(late.connect()).rejects.toMatchObject({ code: "3D000" });
});

test("a leaked connection fails the drop and is named", async () => {
  const database = await createTestDatabase();
  const leak = new pg.Client({ connectionString: database.url, application_name: "forgotten" });
  leak.on("error", () => undefined);
  await leak.connect();
  await expect(database.drop()).rejects.toThrow(/forgotten/);
});

describeWithRedis("Redis", () => {
  test("each database is empty and its own", async () => {
    const [one, other] = [await createTestRedis(), await createTestRedis()];
    onTestFinished(async () => {
      await one.drop();
      await other.drop();
    });
    const [here, there] = [new Redis(one.url), new Redis(other.url)];
    await here.set("key", "value");
    expect(await here.dbsize()).toBe(1);
    expect(await there.dbsize()).toBe(0);
    here.disconnect();
    there.disconnect();
  });
});

describeWithS3("S3", (s3) => {
  test("the service refuses who has no keys", async () => {
    const response = await fetch(s3().endpoint);
    expect(response.status).toBe(403);
  });
});
