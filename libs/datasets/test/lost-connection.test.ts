import { expect, test } from "vitest";
import { importText, listEverything, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

test("an import whose connection is lost fails, leaves nothing and does no other harm", async () => {
  const { database } = context;
  const before = await listEverything(database);
  const blocker = await database.pool.connect();
  try {
    await blocker.query("begin");
    await blocker.query("lock table rookery.datasets in exclusive mode");
    const importing = importText(database, "a,b\n1,x\n").catch((error: unknown) => error);
    const endWaiting = async () => {
      const { rowCount } = await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount;
    };
    await expect.poll(endWaiting).toBe(1);
    expect(await importing).toBeInstanceOf(Error);
  } finally {
    await blocker.query("rollback");
    blocker.release();
  }
  expect(await listEverything(database)).toEqual(before);
  expect(await importText(database, "a,b\n1,x\n")).toMatchObject({ created: true });
});
