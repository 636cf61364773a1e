import type { Client } from "@rookery/client";
import type { Database } from "@rookery/database";
import { getSweepStatus } from "@rookery/tracking";
import { median } from "../median.ts";

const tries = 15;

export interface ReadNumbers {
  what: string;
  medianMs: number;
  slowestMs: number;
}

/** What people and dashboards ask about the largest sweep, one request after another. */
export async function measureReads({
  client,
  database,
}: {
  client: Client;
  database: Database;
}): Promise<ReadNumbers[]> {
  const largest = await database.pool.query<{ id: string }>(
    "select id from rookery.sweeps order by run_count desc, id limit 1",
  );
  const id = largest.rows[0]?.id ?? "";
  return [
    await time("GET /sweeps", () => client.sweeps.list()),
    await time("GET /sweeps/:id", () => client.sweeps.get(id)),
    await time("one progress event", () => getSweepStatus(database, id)),
    await time("GET /sweeps/:id/runs", () => client.sweeps.runs(id)),
    await time("... ?sort=accuracy (the objective)", () =>
      client.sweeps.runs(id, { sort: "accuracy" }),
    ),
    await time("... ?sort=log_loss (another metric)", () =>
      client.sweeps.runs(id, { sort: "log_loss" }),
    ),
  ];
}

async function time(what: string, ask: () => Promise<unknown>): Promise<ReadNumbers> {
  await ask();
  const times: number[] = [];
  for (let index = 0; index < tries; index += 1) {
    const startedAt = performance.now();
    await ask();
    times.push(performance.now() - startedAt);
  }
  return { what, medianMs: median(times), slowestMs: Math.max(...times) };
}
