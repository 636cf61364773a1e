import { type Database, schema } from "@rookery/database";
import { lt, sql } from "drizzle-orm";
import { stopSweeps } from "./stop-sweep.ts";

/** Stops every sweep whose deadline has passed, paused ones too, and answers their ids. */
export async function stopOverdueSweeps({ orm }: Database): Promise<string[]> {
  const overdue = lt(schema.sweeps.deadlineAt, sql`now()`);
  return await orm.transaction((tx) => stopSweeps(tx, { which: overdue, reason: "deadline" }));
}
