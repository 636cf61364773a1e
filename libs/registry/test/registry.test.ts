import { Model, ModelSummary, ModelVersion } from "@rookery/contracts";
import { listen, withTransaction } from "@rookery/database";
import { expect, test, vi } from "vitest";
import {
  aliasChannel,
  findAliasedVersion,
  findAliasHolder,
  findVersion,
  findVersions,
  getModel,
  getModelVersion,
  listAliasedVersions,
  listModels,
  listModelVersions,
  listPromotions,
  lockModel,
  moveAlias,
  setAlias,
} from "../src/index.ts";
import { useRegistry } from "./test-registry.ts";

const context = useRegistry();

async function registerThree(model: string) {
  for (let count = 0; count < 3; count++) await context.register(model);
}

const setTo = (model: string, version: number, alias = "champion") =>
  setAlias(context.database, { model, alias, version, reason: `to ${version}` });

test("versions registered at once are numbered 1, 2, 3, ... without gaps or repeats", async () => {
  const numbers = await Promise.all(Array.from({ length: 8 }, () => context.register("busy")));
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const model = await getModel(context.database, "busy");
  expect(model.latestVersion).toBe(8);
  expect(model.versions.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
});

test("a registration that fails uses up no number", async () => {
  expect(await context.register("gapless")).toBe(1);
  await expect(context.register("gapless", { sweepId: "0".repeat(32) })).rejects.toThrow();
  expect(await context.register("gapless")).toBe(2);
});

test("a version is read as it was registered", async () => {
  await context.register("whole");
  await setTo("whole", 1);
  const version = await getModelVersion(context.database, { model: "whole", version: 1 });
  expect(version).toMatchObject({
    model: "whole",
    aliases: ["champion"],
    testMetrics: { accuracy: 0.9, logLoss: "NaN" },
    dataset: { name: "birds", version: 3 },
    testRows: {
      dataset: "birds",
      datasetVersion: 3,
      target: "species",
      testFraction: 0.2,
      seed: 7,
    },
    runId: "1".repeat(32),
  });
  expect(Object.keys(version.params)).toEqual(["zeta", "alpha"]);
});

test("every decision about an alias is recorded, those that keep it too", async () => {
  const { database, register } = context;
  await register("audited");
  await register("audited");
  const decide = (toVersion: number, promote: boolean) =>
    withTransaction(database, async (tx) =>
      moveAlias(tx, await lockModel(tx, "audited"), {
        alias: "champion",
        toVersion,
        promote,
        reason: "because",
        actor: "finalizer",
        sweepId: "1".repeat(32),
      }),
    );
  const first = await decide(1, true);
  expect(first).toMatchObject({ model: "audited", fromVersion: null, toVersion: 1 });
  await decide(2, false);
  const { items } = await listPromotions(database, "audited", { limit: 10 });
  expect(items).toMatchObject([
    { fromVersion: 1, toVersion: 2, outcome: "kept", actor: "finalizer", reason: "because" },
    { ...first, outcome: "promoted" },
  ]);
  const held = { model: "audited", alias: "champion" };
  expect(await findAliasedVersion(database.orm, held)).toMatchObject({ version: 1 });
});

test("of aliases set at once every one is recorded, and the last committed wins", async () => {
  const { database } = context;
  await registerThree("raced");
  const wanted = [1, 2, 3, 1, 2, 3];
  const answers = await Promise.all(wanted.map((version) => setTo("raced", version)));
  expect(answers.map(({ toVersion }) => toVersion)).toEqual(wanted);
  const { items } = await listPromotions(database, "raced", { limit: 10 });
  expect([...items].sort((a, b) => a.id - b.id)).toEqual(answers.sort((a, b) => a.id - b.id));
  const path = [...items].reverse();
  expect(path.map(({ fromVersion }) => fromVersion)).toEqual([
    null,
    ...path.slice(0, -1).map(({ toVersion }) => toVersion),
  ]);
  const winner = await findAliasedVersion(database.orm, { model: "raced", alias: "champion" });
  expect(winner?.version).toBe(items[0].toVersion);
});

test("the times of the audit trail follow its order, also of one that had to wait", async () => {
  const { database } = context;
  await registerThree("timed");
  await withTransaction(database, async (tx) => {
    await setTo("timed", 1);
    const move = { alias: "champion", toVersion: 2, reason: "late", promote: true };
    await moveAlias(tx, await lockModel(tx, "timed"), { ...move, actor: "user" });
  });
  const { items } = await listPromotions(database, "timed", { limit: 10 });
  expect(items.map(({ toVersion }) => toVersion)).toEqual([2, 1]);
  const [late, early] = items.map(({ createdAt }) => Date.parse(createdAt));
  expect(late).toBeGreaterThanOrEqual(early);
});

test("a promotion is told on the channel when it is committed, not before and not when kept", async () => {
  const { database, url } = context;
  await registerThree("told");
  const heard: string[] = [];
  const onConnected = vi.fn();
  const onNotification = (model: string) => heard.push(model);
  const listener = listen({ url, channel: aliasChannel, onNotification, onConnected });
  try {
    await expect.poll(() => onConnected).toHaveBeenCalled();
    const move = { alias: "champion", toVersion: 1, reason: "because", actor: "user" } as const;
    await withTransaction(database, async (tx) =>
      moveAlias(tx, await lockModel(tx, "told"), { ...move, promote: false }),
    );
    const undone = withTransaction(database, async (tx) => {
      await moveAlias(tx, await lockModel(tx, "told"), { ...move, promote: true });
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    await setTo("told", 2);
    await expect.poll(() => heard).toEqual(["told"]);
  } finally {
    await listener.close();
  }
});

test("an alias cannot be set to a version that is not there", async () => {
  const { database, register } = context;
  await register("short");
  await expect(setTo("short", 2)).rejects.toMatchObject({ code: "not-found" });
  await expect(setTo("nobody", 1)).rejects.toMatchObject({ code: "not-found" });
  expect((await listPromotions(database, "short", { limit: 10 })).items).toEqual([]);
  const held = { model: "short", alias: "champion" };
  expect(await findAliasedVersion(database.orm, held)).toBeNull();
});

test("aliased versions are listed with what is needed to load them", async () => {
  const { database } = context;
  await registerThree("served");
  await setTo("served", 3);
  await setTo("served", 1, "previous");
  const listed = await listAliasedVersions(database.orm, "served");
  expect(listed.map(({ alias, version }) => `${alias} ${version}`).sort()).toEqual([
    "champion 3",
    "previous 1",
  ]);
  expect(listed[0]).toMatchObject({ storeKey: "models/penguins/model.json", sha256: "ab" });
  expect((await getModel(database, "served")).aliases).toEqual({ champion: 3, previous: 1 });
  expect(await findVersion(database.orm, { model: "served", version: 2 })).toMatchObject({
    version: 2,
  });
  const missing = findVersion(database.orm, { model: "served", version: 9 });
  await expect(missing).rejects.toMatchObject({ code: "not-found" });
});

test("versions that came through another API are counted, but neither shown nor served", async () => {
  const { database, register, registerForeign } = context;
  expect(await register("mixed")).toBe(1);
  expect(await registerForeign("mixed")).toBe(2);
  expect(await register("mixed")).toBe(3);
  await setTo("mixed", 2);
  await setTo("mixed", 3, "newest");

  const model = Model.parse(await getModel(database, "mixed"));
  expect(model).toMatchObject({ latestVersion: 3, aliases: { champion: 2, newest: 3 } });
  expect(model.versions.map(({ version }) => version)).toEqual([3, 1]);
  const foreign = { model: "mixed", version: 2 };
  await expect(getModelVersion(database, foreign)).rejects.toMatchObject({ code: "not-found" });
  await expect(findVersion(database.orm, foreign)).rejects.toMatchObject({ code: "not-found" });
  expect(await findVersions(database.orm, [foreign])).toEqual([]);
  const served = await listAliasedVersions(database.orm, "mixed");
  expect(served.map(({ alias }) => alias)).toEqual(["newest"]);
  const champion = { model: "mixed", alias: "champion" };
  expect(await findAliasedVersion(database.orm, champion)).toBeNull();
  expect(await findAliasHolder(database.orm, champion)).toEqual({ version: 2, stored: null });
});

test("a version of our own format lacks nothing", async () => {
  const { database, register } = context;
  await register("complete");
  for (const column of ["store_key", "sha256", "size_bytes", "trainer", "params", "signature"]) {
    const forgetting = database.pool.query(
      `update rookery.model_versions set ${column} = null
        where model_id = (select id from rookery.models where name = 'complete')`,
    );
    await expect(forgetting, column).rejects.toThrow("model_versions_complete");
  }
});

test("a model whose name this API would not take is listed like any other", async () => {
  const { database, register, registerForeign } = context;
  const names = ["My Model", "naïve: modèle/№ 1", "zz top"];
  for (const name of names) await registerForeign(name);
  await register("zz top");
  const all = await readAll((cursor) => listModels(database, { limit: 1, cursor }));
  expect(
    ModelSummary.array()
      .parse(all)
      .map(({ name }) => name),
  ).toEqual(expect.arrayContaining(names));
  const { versions } = Model.parse(await getModel(database, "zz top"));
  expect(ModelVersion.array().parse(versions)).toMatchObject([{ model: "zz top", version: 2 }]);
});

test("a model answers its newest twenty versions, and all of them page by page", async () => {
  const { database, register } = context;
  for (let count = 0; count < 23; count++) await register("long");
  await setTo("long", 1);
  await setTo("long", 23, "newest");
  const newestFirst = Array.from({ length: 23 }, (_, index) => 23 - index);
  const { versions, aliases } = await getModel(database, "long");
  expect(versions.map(({ version }) => version)).toEqual(newestFirst.slice(0, 20));
  expect(aliases).toEqual({ champion: 1, newest: 23 });
  const paged = await readAll((cursor) =>
    listModelVersions(database, "long", { limit: 5, cursor }),
  );
  expect(paged.map(({ version }) => version)).toEqual(newestFirst);
  expect(paged.map((version) => version.aliases.join())).toEqual([
    "newest",
    ...Array(21).fill(""),
    "champion",
  ]);
  expect(paged.slice(0, 20)).toEqual(versions);
  for (const cursor of ["x", ...["1", 0, 1.5, 1e12].map(forge)]) {
    const page = listModelVersions(database, "long", { limit: 1, cursor });
    await expect(page).rejects.toMatchObject({ code: "validation-failed" });
  }
  const nobody = listModelVersions(database, "nobody", { limit: 1 });
  await expect(nobody).rejects.toMatchObject({ code: "not-found" });
});

/** A cursor as this server writes them, around a key that no listing has. */
const forge = (key: unknown) => Buffer.from(JSON.stringify(key)).toString("base64url");

async function readAll<T>(
  read: (cursor?: string) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

test("models and promotions are read page by page, each once; foreign cursors are refused", async () => {
  const { database } = context;
  await registerThree("paged");
  for (const version of [1, 2, 3]) await setTo("paged", version);
  const names = await readAll((cursor) => listModels(database, { limit: 1, cursor }));
  const sorted = await database.pool.query("select name from rookery.models order by name");
  expect(names.map(({ name }) => name)).toEqual(sorted.rows.map(({ name }) => name));
  const trail = await readAll((cursor) => listPromotions(database, "paged", { limit: 1, cursor }));
  expect(trail.map(({ toVersion }) => toVersion)).toEqual([3, 2, 1]);

  for (const cursor of ["x", ...["1", 1.5, 1e300, -1].map(forge)]) {
    const page = listPromotions(database, "paged", { limit: 1, cursor });
    await expect(page).rejects.toMatchObject({ code: "validation-failed" });
  }
  const forged = listModels(database, { limit: 1, cursor: forge("\0") });
  await expect(forged).rejects.toMatchObject({ code: "validation-failed" });
});
