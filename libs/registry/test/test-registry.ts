import {
  createDatabase,
  type Database,
  migrateDatabase,
  schema,
  withTransaction,
} from "@rookery/database";
import { createTestDatabase } from "@rookery/test";
import { afterAll, beforeAll } from "vitest";
import { lockModel, type NewVersion, registerVersion } from "../src/index.ts";

type Origin = Pick<NewVersion, "datasetVersionId" | "sweepId" | "runId">;

export interface TestRegistry {
  readonly url: string;
  readonly database: Database;
  /** Registers the next version of a model and answers its number. */
  register(model: string, version?: Partial<NewVersion>): Promise<number>;
  /** Registers the next version as a client of the other API does. */
  registerForeign(model: string): Promise<number>;
}

/** A migrated database with one run for versions to come from. */
export function useRegistry(): TestRegistry {
  let url: string;
  let database: Database;
  let drop: () => Promise<void>;
  let origin: Origin;
  beforeAll(async () => {
    ({ url, drop } = await createTestDatabase());
    await migrateDatabase(url);
    database = createDatabase({ url, applicationName: "registry-test" });
    origin = await addRun(database);
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });
  return {
    get url() {
      return url;
    },
    get database() {
      return database;
    },
    register: (name, version = {}) =>
      withTransaction(database, async (tx) => {
        const model = await lockModel(tx, name, { create: true });
        return await registerVersion(tx, model, { ...givenVersion, ...origin, ...version });
      }),
    registerForeign: async (model) => {
      const { rows } = await database.pool.query(
        `with model as (
           insert into rookery.models (name, last_version) values ($1, 1)
           on conflict (name) do update set last_version = models.last_version + 1
           returning id, last_version)
         insert into rookery.model_versions (model_id, version, format, source, run_id)
         select id, last_version, 'mlflow', 'models:/m-1', 'some_run-Of.theirs' from model
         returning version`,
        [model],
      );
      return rows[0].version;
    },
  };
}

const givenVersion = {
  storeKey: "models/penguins/model.json",
  sha256: "ab",
  sizeBytes: 2,
  trainer: "logistic-regression",
  params: { zeta: 1, alpha: 2 },
  signature: {
    task: "classification" as const,
    inputs: [],
    target: "species",
    classes: ["Adelie", "Gentoo"],
  },
  testMetrics: { accuracy: 0.9, logLoss: "NaN" as const },
};

async function addRun({ orm }: Database): Promise<Origin> {
  const id = "1".repeat(32);
  const [dataset] = await orm.insert(schema.datasets).values({ name: "birds" }).returning();
  const [version] = await orm
    .insert(schema.datasetVersions)
    .values({
      datasetId: dataset.id,
      version: 3,
      contentHash: "c0ffee",
      sourceName: "birds.csv",
      sizeBytes: 1,
      rawTable: "birds_1",
      processedTable: "birds_1",
      rawRows: 1,
      rows: 1,
      columns: [],
      report: {} as never,
    })
    .returning();
  const sweep = { experimentId: 0, datasetVersionId: version.id, name: "birds", runCount: 1 };
  const spec = {
    dataset: "birds",
    datasetVersion: 3,
    target: "species",
    testFraction: 0.2,
    seed: 7,
  } as never;
  await orm.insert(schema.sweeps).values({ ...sweep, id, spec, state: "running" });
  await orm
    .insert(schema.runs)
    .values({ id, experimentId: 0, sweepId: id, name: "birds #1", state: "succeeded" });
  return { datasetVersionId: version.id, sweepId: id, runId: id };
}
