import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { type ArtifactStore, createArtifactStore } from "@rookery/artifacts";
import { type Params, SweepSpec, type UnknownCategory } from "@rookery/contracts";
import { createDatabase, type Database, migrateDatabase, withTransaction } from "@rookery/database";
import { importDataset, loadTable, type StoredDatasetVersion } from "@rookery/datasets";
import {
  createTrainers,
  decodeModel,
  encodeModel,
  fitModel,
  readSignature,
  type Table,
} from "@rookery/learning";
import { lockModel, registerVersion, setAlias } from "@rookery/registry";
import {
  createLifecycle,
  createLogger,
  type HttpServer,
  type Lifecycle,
  type Logger,
} from "@rookery/runtime";
import { launchSweep } from "@rookery/tracking";
import { createInference, type InferenceDeps } from "../src/index.ts";

const trainers = createTrainers();

const features = ["island", "culmen_length_mm", "culmen_depth_mm", "flipper_length_mm", "sex"];
const penguinsFile = new URL("../../../data/penguins_size.csv", import.meta.url);

/** A Gentoo as the models of these tests see it. */
export const gentoo = {
  island: "Biscoe",
  culmen_length_mm: 46.1,
  culmen_depth_mm: 13.2,
  flipper_length_mm: 211,
  sex: "FEMALE",
};

export interface RegisteredVersion {
  version: number;
  runId: string;
  storeKey: string;
}

/** A registry of penguin models, and what an inference server needs. */
export interface Models {
  database: Database;
  artifacts: ArtifactStore;
  logger: Logger;
  /** The messages logged so far, with their level: 40 warns, 50 is an error. */
  logged: { level: number; msg: string }[];
  lifecycle: Lifecycle;
  /** Fits a model on the penguins and registers it as the next version; no alias moves. */
  addVersion(
    model: string,
    steps: number,
    options?: Pick<Wanted, "unknownCategory">,
  ): Promise<RegisteredVersion>;
  /** The same with a model that predicts the body mass. */
  addRegression(model: string): Promise<RegisteredVersion>;
  promote(model: string, version: number, alias?: string): Promise<void>;
  /** A server over this registry; it closes with it at the latest. */
  serve(options?: Partial<InferenceDeps>): Promise<HttpServer>;
}

/** On an empty database; the caller closes `lifecycle`. */
export async function openModels(databaseUrl: string): Promise<Models> {
  const logged: Models["logged"] = [];
  const stream = { write: (line: string) => void logged.push(JSON.parse(line)) };
  const logger = createLogger({ name: "test", level: "debug", pretty: false, stream });
  const lifecycle = createLifecycle({ logger });
  await migrateDatabase(databaseUrl);
  const database = createDatabase({ url: databaseUrl, applicationName: "inference-test" });
  lifecycle.onClose("database", () => database.close());
  const root = await mkdtemp(join(tmpdir(), "rookery-test-artifacts-"));
  lifecycle.onClose("artifact folder", () => rm(root, { recursive: true }));
  const artifacts = createArtifactStore({ kind: "filesystem", root });
  await artifacts.prepare();

  const { version: dataset } = await importDataset({
    database,
    name: "penguins",
    fileName: "penguins_size.csv",
    stream: Readable.from([readFileSync(penguinsFile)]),
  });
  const stored = dataset as StoredDatasetVersion;
  const columns = [...features, "species", "body_mass_g"];
  const table = await loadTable({ database, datasetVersionId: stored.id, columns });

  const fitting = { database, artifacts, table, dataset: stored };

  return {
    database,
    artifacts,
    logger,
    logged,
    lifecycle,
    addVersion: (model, steps, options) =>
      addVersion(fitting, {
        ...options,
        model,
        target: "species",
        trainer: "logistic-regression",
        params: { learningRate: 0.001, steps },
      }),
    addRegression: (model) =>
      addVersion(fitting, { model, target: "body_mass_g", trainer: "ridge", params: { alpha: 1 } }),
    promote: async (model, version, alias = "champion") => {
      await setAlias(database, { model, alias, version, reason: "by the test" });
    },
    serve: async (options = {}) => {
      const app = await createInference({ database, artifacts, trainers, logger, ...options });
      lifecycle.onClose("inference", () => app.close());
      return app;
    },
  };
}

interface Fitting {
  database: Database;
  artifacts: ArtifactStore;
  table: Table;
  dataset: StoredDatasetVersion;
}

interface Wanted {
  model: string;
  target: string;
  trainer: string;
  params: Params;
  unknownCategory?: UnknownCategory;
}

async function addVersion(
  { database, artifacts, table, dataset }: Fitting,
  { model, target, trainer, params, unknownCategory }: Wanted,
): Promise<RegisteredVersion> {
  const { sweepId, runs } = await launchSweep(database, {
    spec: SweepSpec.parse({
      trainers: [trainer],
      dataset: "penguins",
      datasetVersion: 1,
      target,
      features,
      space: params,
      objective: { metric: "accuracy", direction: "maximize" },
      model,
      name: model,
    }),
    datasetVersionId: dataset.id,
    combinations: [params],
  });
  const runId = runs[0]?.runId as string;
  const text = encodeModel(
    await fitModel({
      table,
      target,
      features,
      trainer: trainers.findFitting(trainer),
      params,
      testFraction: 0,
      seed: 1,
      datasetVersion: dataset.contentHash,
      unknownCategory,
    }),
  );
  const storeKey = `models/${model}/${sweepId}/model.json`;
  const file = await artifacts.put(storeKey, Buffer.from(text));
  const signature = readSignature(decodeModel(text, trainers));
  const version = await withTransaction(database, async (tx) =>
    registerVersion(tx, await lockModel(tx, model, { create: true }), {
      storeKey,
      ...file,
      trainer,
      params,
      signature,
      testMetrics: {},
      runId,
      sweepId,
      datasetVersionId: dataset.id,
    }),
  );
  return { version, runId, storeKey };
}
