import { hash } from "node:crypto";
import type { ArtifactStore } from "@rookery/artifacts";
import { AppError } from "@rookery/contracts";
import {
  decodeModel,
  encodeModel,
  evaluateModel,
  fitModel,
  splitTestRows,
} from "@rookery/learning";
import { getModel, listModels, listPromotions } from "@rookery/registry";
import {
  beginRound,
  type Claim,
  cancelSweep,
  claimRun,
  finishRun,
  getSweep,
  getSweepRow,
  pauseSweep,
  releaseRun,
  retryRuns,
} from "@rookery/tracking";
import type { TrainingPool } from "@rookery/training-threads";
import { expect, test } from "vitest";
import { createSweepProcessor } from "../src/create-sweep-processor.ts";
import { startFinalizer } from "../src/start-finalizer.ts";
import { beforePut, givenJob, good, poor, useFinalizer } from "./test-finalizer.ts";

const context = useFinalizer();
const measured = [
  { params: poor, accuracy: 0.4 },
  { params: good, accuracy: 0.9 },
  { params: { ...good, steps: 101 }, accuracy: 0.9 },
  { params: { ...good, steps: 102 }, accuracy: Number.NaN },
  { params: { ...good, steps: 103 }, accuracy: null },
];

const trail = async (model: string) =>
  (await listPromotions(context.deps.database, model, { limit: 100 })).items;

test("the best run is refitted, measured once on the test rows, registered and promoted", async () => {
  const { launchEnded, finalize, deps } = context;
  const { sweepId, runs } = await launchEnded(measured, { model: "whole" });
  expect(await finalize(sweepId)).toBeUndefined();

  const { spec, datasetHash, datasetVersionId } = await getSweepRow(deps.database, sweepId);
  const table = await deps.tables.get(datasetVersionId, [...spec.features, spec.target]);
  const model = await fitModel({
    ...spec,
    trainer: deps.trainers.findFitting("logistic-regression"),
    table,
    params: good,
    datasetVersion: datasetHash,
  });
  const { heldOut } = splitTestRows({ ...spec, task: "classification", table });
  const test = evaluateModel(model, { trainers: deps.trainers, table, rows: heldOut });

  const { versions, aliases } = await getModel(deps.database, "whole");
  expect(aliases).toEqual({ champion: 1 });
  expect(versions).toMatchObject([
    { version: 1, runId: runs[1].runId, sweepId, params: good, testMetrics: test.metrics },
  ]);
  const { sha256 } = versions[0];
  const file = String(await deps.artifacts.get(`models/whole/${sha256}.json`));
  expect(file).toBe(encodeModel(model));
  expect(decodeModel(file, deps.trainers)).toMatchObject({
    classes: versions[0].signature.classes,
  });
  expect(await trail("whole")).toMatchObject([
    { outcome: "promoted", fromVersion: null, toVersion: 1, actor: "finalizer", sweepId },
  ]);
  expect(await getSweep(deps.database, sweepId)).toMatchObject({
    state: "succeeded",
    best: { number: 2 },
    outcome: { model: "whole", version: 1, promotion: { outcome: "promoted" } },
  });
});

test("finalizing again changes nothing", async () => {
  const { launchEnded, finalize, deps } = context;
  const { sweepId } = await launchEnded(measured, { model: "again" });
  await finalize(sweepId);
  const before = [await getSweep(deps.database, sweepId), await getModel(deps.database, "again")];
  expect(await finalize(sweepId)).toBeUndefined();
  const after = [await getSweep(deps.database, sweepId), await getModel(deps.database, "again")];
  expect(after).toEqual(before);
  expect(await trail("again")).toHaveLength(1);
});

test("two finalizers at once make one version and one promotion", async () => {
  const { launchEnded, finalize, deps } = context;
  const { sweepId } = await launchEnded(measured, { model: "twins" });
  await Promise.all([finalize(sweepId), finalize(sweepId)]);
  expect((await getModel(deps.database, "twins")).latestVersion).toBe(1);
  expect(await trail("twins")).toHaveLength(1);
  expect((await getSweep(deps.database, sweepId)).state).toBe("succeeded");
});

test("two sweeps of one model finalized at once are judged one after the other", async () => {
  const { launchEnded, finalize, deps } = context;
  const spec = { model: "rivals", promotion: { rule: "always" as const } };
  const [a, b] = [await launchEnded(measured, spec), await launchEnded(measured, spec)];
  await Promise.all([finalize(a.sweepId), finalize(b.sweepId)]);
  expect((await getModel(deps.database, "rivals")).aliases).toEqual({ champion: 2 });
  expect(await trail("rivals")).toMatchObject([
    { fromVersion: 1, toVersion: 2 },
    { fromVersion: null, toVersion: 1 },
  ]);
});

test.each([
  ["every run failed", null, "1 of 1 runs failed. Most often (1): training-diverged: Too large."],
  ["every objective is NaN", Number.NaN, "0 of 1 runs failed."],
])("a sweep fails with the reason when %s", async (_, accuracy, failures) => {
  const { launchEnded, finalize, deps } = context;
  const { sweepId } = await launchEnded([{ params: good, accuracy }], { model: "nothing" });
  expect(await finalize(sweepId)).toBeUndefined();
  expect(await getSweep(deps.database, sweepId)).toMatchObject({
    state: "failed",
    error: {
      code: "sweep-failed",
      message: `No run succeeded with a usable accuracy. ${failures}`,
    },
    outcome: null,
  });
  const { items } = await listModels(deps.database, { limit: 100 });
  expect(items.map(({ name }) => name)).not.toContain("nothing");
});

test("the holder keeps its alias against a worse model and loses it to a better one", async () => {
  const { launchEnded, finalize } = context;
  const launchOne = (params: typeof good) =>
    launchEnded([{ params, accuracy: 0.5 }], { model: "judged" });
  for (const params of [poor, good, poor]) {
    const { sweepId } = await launchOne(params);
    await finalize(sweepId);
  }
  expect(await trail("judged")).toMatchObject([
    { outcome: "kept", fromVersion: 2, toVersion: 3, reason: expect.stringMatching(/^Not better/) },
    { outcome: "promoted", fromVersion: 1, toVersion: 2, reason: expect.stringMatching(/^Better/) },
    { outcome: "promoted", fromVersion: null, toVersion: 1 },
  ]);
});

test.each([
  ["another seed", { seed: 7 }, true],
  ["another share of rows", { testFraction: 0.3 }, true],
  ["the same split", {}, false],
])("a holder from %s may know the rows, or not, and the reason says so", async (_, spec, doubt) => {
  const { launchEnded, finalize, deps } = context;
  const model = `split-${JSON.stringify(spec).replaceAll(/[^a-z0-9]/gi, "-")}x`;
  for (const overrides of [{}, spec]) {
    const launched = await launchEnded([{ params: good, accuracy: 0.9 }], { model, ...overrides });
    await finalize(launched.sweepId);
  }
  const [newest] = (await listPromotions(deps.database, model, { limit: 1 })).items;
  expect(newest.reason.includes("may have been trained on some of these rows")).toBe(doubt);
});

test("a holder is measured although the sweep leaves out a column it reads", async () => {
  const { launchEnded, finalize } = context;
  const launchOn = (features: string[]) =>
    launchEnded([{ params: good, accuracy: 0.5 }], { model: "leaner", features });
  for (const features of [["island", "body_mass_g"], ["culmen_length_mm"]]) {
    const { sweepId } = await launchOn(features);
    await finalize(sweepId);
  }
  const [last] = await trail("leaner");
  expect(last?.reason).toMatch(/^(Not better|Better)/);
});

test("without test rows a version is registered unmeasured and takes only a free alias", async () => {
  const { launchEnded, finalize, deps } = context;
  const spec = { model: "untested", testFraction: 0 };
  for (let count = 0; count < 2; count++) {
    const { sweepId } = await launchEnded([{ params: good, accuracy: 0.9 }], spec);
    await finalize(sweepId);
  }
  const { versions, aliases } = await getModel(deps.database, "untested");
  expect(versions.map(({ testMetrics }) => testMetrics)).toEqual([{}, {}]);
  expect(aliases).toEqual({ champion: 1 });
  expect(await trail("untested")).toMatchObject([
    { outcome: "kept", reason: expect.stringContaining("no rows were held out") },
    { outcome: "promoted", reason: "No version was champion yet." },
  ]);
});

test.each([
  ["gone", "its file is missing", (store: ArtifactStore, key: string) => store.delete(key)],
  [
    "damaged",
    "its file was altered",
    (store: ArtifactStore, key: string) => store.put(key, Buffer.from("{}")),
  ],
])("a holder whose file is %s, which never heals, loses its alias", async (state, why, harm) => {
  const { launchEnded, finalize, deps } = context;
  const model = `file-${state}`;
  const first = await launchEnded(measured, { model });
  await finalize(first.sweepId);
  const { versions } = await getModel(deps.database, model);
  await harm(deps.artifacts, `models/${model}/${versions[0].sha256}.json`);
  const second = await launchEnded([{ params: poor, accuracy: 0.4 }], { model });
  await finalize(second.sweepId);
  expect((await getSweep(deps.database, second.sweepId)).outcome).toMatchObject({
    version: 2,
    promotion: { outcome: "promoted", reason: expect.stringContaining(why) },
  });
});

test("a holder that came through another API keeps its alias, for it cannot be compared", async () => {
  const { launchEnded, finalize, deps } = context;
  await deps.database.pool.query(
    `with model as (
       insert into rookery.models (name, last_version) values ('foreign', 1) returning id),
     version as (
       insert into rookery.model_versions (model_id, version, format, source)
       select id, 1, 'mlflow', 'models:/m-1' from model returning model_id, version)
     insert into rookery.aliases (model_id, alias, version)
     select model_id, 'champion', version from version`,
  );
  const { sweepId } = await launchEnded(measured, { model: "foreign" });
  await finalize(sweepId);
  expect((await getSweep(deps.database, sweepId)).outcome).toMatchObject({
    version: 2,
    promotion: { outcome: "kept", reason: expect.stringContaining("another API") },
  });
});

test("a finalizer that comes too late does not write over the champion's file", async () => {
  const { launchEnded, finalize, deps } = context;
  const { sweepId } = await launchEnded(measured, { model: "late" });
  // It has read the sweep and refits while another finalizes it; its code fits other numbers.
  let lateKey = "";
  const put: ArtifactStore["put"] = async (key, content, options) => {
    await finalize(sweepId);
    lateKey = key;
    return await deps.artifacts.put(key, content, options);
  };
  const refit: TrainingPool["refit"] = async (task, limits) =>
    await deps.pool.refit({ ...task, params: poor }, limits);
  const late = { ...deps, artifacts: { ...deps.artifacts, put }, pool: { ...deps.pool, refit } };
  const process = createSweepProcessor(late);
  expect(await process({ sweepId, round: 1 }, givenJob())).toBeUndefined();
  const { versions } = await getModel(deps.database, "late");
  expect(versions).toHaveLength(1);
  const key = `models/late/${versions[0].sha256}.json`;
  expect(lateKey).not.toBe(key);
  const bytes = await deps.artifacts.get(key);
  expect(hash("sha256", bytes, "hex")).toBe(versions[0].sha256);
});

test("the job comes back while workers hold runs, and is over when runs wait for a new round", async () => {
  const { launch, finalize, deps } = context;
  const { database } = deps;
  const { sweepId, runs } = await launch([good, poor]);
  const claim = await claimRun(database, { runId: runs[0].runId, round: 1, workerId: "somebody" });
  expect(await finalize(sweepId)).toEqual({ postponeMs: expect.any(Number) });
  await releaseRun(database, { ...(claim as Claim), as: "released" });
  expect(await finalize(sweepId)).toBeUndefined();
  expect((await getSweep(database, sweepId)).state).toBe("running");
});

test("a paused sweep is left alone", async () => {
  const { launchEnded, finalize, deps } = context;
  const { sweepId } = await launchEnded(measured, { model: "paused" });
  await pauseSweep(deps.database, sweepId);
  expect(await finalize(sweepId)).toBeUndefined();
  expect(await getSweep(deps.database, sweepId)).toMatchObject({ state: "paused", outcome: null });
});

test("a retried sweep is finalized once more, into another version with a file of its own", async () => {
  const { launchEnded, finalize, deps } = context;
  const { database } = deps;
  const { sweepId, runs } = await launchEnded(measured, { model: "retried" });
  await finalize(sweepId);
  await retryRuns(database, { sweepId, states: ["failed"] });
  expect(await finalize(sweepId)).toBeUndefined();
  expect((await getSweep(database, sweepId)).state).toBe("running");
  await beginRound(database, { sweepId, after: 1 });
  const { runId } = runs[4];
  const claim = await claimRun(database, { runId, round: 2, workerId: "somebody" });
  const result = { state: "succeeded", objectiveValue: 0.95, metrics: { accuracy: 0.95 } } as const;
  await finishRun(database, { ...(claim as Claim), ...result });
  expect(await finalize(sweepId)).toBeUndefined();
  expect((await getSweep(database, sweepId)).state).toBe("running");
  await Promise.all([finalize(sweepId, { round: 2 }), finalize(sweepId, { round: 2 })]);
  expect(await getSweep(database, sweepId)).toMatchObject({
    state: "succeeded",
    best: { number: 5 },
    outcome: { version: 2 },
  });
  const { versions } = await getModel(database, "retried");
  expect(versions.map((version) => version.runId)).toEqual([runId, runs[1].runId]);
  const files = await Promise.all(
    versions.map(({ sha256 }) => deps.artifacts.get(`models/retried/${sha256}.json`)),
  );
  const [before, after] = files.map((file) => decodeModel(String(file), deps.trainers));
  expect(after).not.toEqual(before);
  expect(await trail("retried")).toHaveLength(2);
});

test("a cancelled sweep ends as cancelled and registers nothing", async () => {
  const { launch, finalize, deps } = context;
  const { sweepId } = await launch([good], { model: "cancelled" });
  await cancelSweep(deps.database, sweepId);
  expect(await finalize(sweepId)).toBeUndefined();
  expect(await getSweep(deps.database, sweepId)).toMatchObject({
    state: "cancelled",
    outcome: null,
  });
});

test("while the store is away the job comes back; then the sweep is finalized", async () => {
  const { launchEnded, finalize, deps } = context;
  const { sweepId } = await launchEnded(measured, { model: "patient" });
  const away = new AppError("unavailable", "The artifact store is away.");
  const artifacts = beforePut(deps.artifacts, () => Promise.reject(away));
  const job = { isLastAttempt: true };
  expect(await finalize(sweepId, { artifacts, job })).toEqual({ postponeMs: expect.any(Number) });
  expect((await getSweep(deps.database, sweepId)).state).toBe("finalizing");
  expect(await finalize(sweepId)).toBeUndefined();
  expect((await getSweep(deps.database, sweepId)).state).toBe("succeeded");
});

test("an unexpected failure is tried again, and fails the sweep at the job's last try", async () => {
  const { launchEnded, finalize, deps } = context;
  const { sweepId } = await launchEnded(measured, { model: "broken" });
  const artifacts = beforePut(deps.artifacts, () => Promise.reject(new TypeError("a bug")));
  await expect(finalize(sweepId, { artifacts })).rejects.toThrow("a bug");
  expect((await getSweep(deps.database, sweepId)).state).toBe("finalizing");
  expect(await finalize(sweepId, { artifacts, job: { isLastAttempt: true } })).toBeUndefined();
  expect(await getSweep(deps.database, sweepId)).toMatchObject({
    state: "failed",
    error: { code: "internal", message: expect.not.stringContaining("a bug") },
  });
});

test("a finalizer that stops leaves the sweep to the next one", async () => {
  const { launchEnded, finalize, deps } = context;
  const endless = { learningRate: 0.0001, steps: 100_000 };
  const { sweepId } = await launchEnded([{ params: endless, accuracy: 1 }], { model: "stopped" });
  const stop = new AbortController();
  const reason = new AppError("run-lost", "The finalizer stops.");
  const done = finalize(sweepId, { job: { signal: stop.signal, isLastAttempt: true } });
  stop.abort(reason);
  await expect(done).rejects.toBe(reason);
  expect((await getSweep(deps.database, sweepId)).state).toBe("finalizing");
});

test("the finalizer takes a sweep's last job from the queue", async () => {
  const { launchEnded, deps } = context;
  const { sweepId } = await launchEnded(measured, { model: "queued" });
  const finalizer = await startFinalizer(deps);
  try {
    await deps.queues.launchSweep({ sweepId, round: 1, name: "penguins", runs: [], attempts: 1 });
    await expect.poll(async () => (await getSweep(deps.database, sweepId)).state).toBe("succeeded");
  } finally {
    await finalizer.close();
  }
});
