import { type Params, SweepSpec } from "@rookery/contracts";
import { createDatabase, type Database, migrateDatabase, schema } from "@rookery/database";
import { createTestDatabase } from "@rookery/test";
import { afterAll, beforeAll } from "vitest";
import {
  announceWorker,
  type Claim,
  claimRun,
  finishRun,
  type LaunchedSweep,
  launchSweep,
  type RunResult,
} from "../src/index.ts";

export interface TestTracking {
  readonly database: Database;
  /** A sweep with one run per combination, a number makes that many, and `undrawn` without. */
  launch(
    combinations?: Params[] | number,
    spec?: Partial<SweepSpec>,
    undrawn?: number,
  ): Promise<LaunchedSweep>;
}

/** A migrated database with one dataset version and the workers `a` and `b`. */
export function useTracking(): TestTracking {
  let database: Database;
  let drop: () => Promise<void>;
  let datasetVersionId: number;
  beforeAll(async () => {
    const created = await createTestDatabase();
    drop = created.drop;
    await migrateDatabase(created.url);
    database = createDatabase({ url: created.url, applicationName: "tracking-test" });
    datasetVersionId = await addDatasetVersion(database);
    for (const id of ["a", "b"]) await addWorker(database, id);
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });
  return {
    get database() {
      return database;
    },
    launch: (combinations = 1, spec = {}, undrawn = 0) =>
      launchSweep(database, {
        spec: givenSpec(spec),
        datasetVersionId,
        undrawn,
        combinations:
          typeof combinations === "number"
            ? Array.from({ length: combinations }, (_, index) => ({ steps: index + 1 }))
            : combinations,
      }),
  };
}

function givenSpec(spec: Partial<SweepSpec> = {}): SweepSpec {
  return SweepSpec.parse({
    trainers: ["logistic-regression"],
    dataset: "penguins",
    datasetVersion: 1,
    target: "species",
    features: ["mass"],
    space: { steps: 1 },
    model: "penguins",
    name: "penguins",
    objective: { metric: "accuracy", direction: "maximize" },
    ...spec,
  });
}

/** A worker that stays alive however long a test takes, unless it is retired. */
export async function addWorker(database: Database, id: string, concurrency = 1): Promise<void> {
  await announceWorker(database, { id, hostname: "here", pid: 1, concurrency });
  await database.pool.query(
    "update rookery.workers set heartbeat_at = now() + interval '1 hour' where id = $1",
    [id],
  );
}

async function addDatasetVersion({ orm }: Database): Promise<number> {
  const [dataset] = await orm.insert(schema.datasets).values({ name: "penguins" }).returning();
  const [version] = await orm
    .insert(schema.datasetVersions)
    .values({
      datasetId: dataset.id,
      version: 1,
      contentHash: "c0ffee",
      sourceName: "penguins.csv",
      sizeBytes: 1,
      rawTable: "penguins_1",
      processedTable: "penguins_1",
      rawRows: 1,
      rows: 1,
      columns: [],
      report: {} as never,
    })
    .returning();
  return version.id;
}

/** Claims a run that can be claimed. */
export async function mustClaim(
  database: Database,
  runId: string,
  workerId = "a",
  round = 1,
): Promise<Claim> {
  const claim = await claimRun(database, { runId, round, workerId });
  if (!claim) throw new Error(`run ${runId} cannot be claimed`);
  return claim;
}

/** Claims a run and ends it. */
export async function endRun(
  database: Database,
  runId: string,
  result: Partial<RunResult> = {},
): Promise<void> {
  const { attempt } = await mustClaim(database, runId);
  await finishRun(database, { runId, attempt, state: "succeeded", ...result });
}
