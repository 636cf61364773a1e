import type { ArtifactStore } from "@rookery/artifacts";
import type { HttpServer } from "@rookery/runtime";
import { createTestDatabase, readProblem, type TestDatabase } from "@rookery/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gentoo, type Models, openModels } from "./use-models.ts";

let testDatabase: TestDatabase;
let models: Models;
let app: HttpServer;
let loads: string[];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  models = await openModels(testDatabase.url);
  loads = [];
  app = await models.serve({ artifacts: countLoads(models.artifacts) });
});

afterAll(async () => {
  await models.lifecycle.close();
  await testDatabase.drop();
});

/** The real store, with a note of every file that is read. */
function countLoads(artifacts: ArtifactStore): ArtifactStore {
  return {
    ...artifacts,
    get: (key) => {
      loads.push(key);
      return artifacts.get(key);
    },
  };
}

const predict = (model: string, which: object = {}) =>
  app.inject({ method: "POST", url: "/predict", payload: { model, rows: gentoo, ...which } });
const servedVersion = async (model: string) => (await predict(model)).json().version;

/** Moves an alias as a promotion does, but tells nobody. */
async function moveSilently(model: string, version: number): Promise<void> {
  await models.database.pool.query(
    `insert into rookery.aliases (model_id, alias, version)
     select id, 'champion', $2 from rookery.models where name = $1
     on conflict (model_id, alias) do update set version = excluded.version`,
    [model, version],
  );
}

const countListeners = async () => {
  const { rows } = await models.database.pool.query(
    `select count(*)::int as listeners from pg_stat_activity
      where datname = current_database() and application_name like 'rookery-listen-%'`,
  );
  return rows[0].listeners;
};

describe("a promotion", () => {
  test("is served as soon as it is heard of, and no request fails meanwhile", async () => {
    const { version: old } = await models.addVersion("swap", 20);
    const { version: next } = await models.addVersion("swap", 30);
    await models.promote("swap", old);
    // It looks by itself no more than once.
    const hearing = await models.serve({ pollMs: 3_600_000 });
    const payload = { model: "swap", rows: gentoo };
    const ask = () => hearing.inject({ method: "POST", url: "/predict", payload });
    expect((await ask()).json().version).toBe(old);
    await expect.poll(countListeners).toBe(2);

    const statuses = new Set<number>();
    await models.promote("swap", next);
    for (let served = old; served !== next; ) {
      const answer = await ask();
      statuses.add(answer.statusCode);
      served = answer.json().version;
    }
    expect([...statuses]).toEqual([200]);
    await hearing.close();
  });

  test("can be rolled back", async () => {
    const { version: old } = await models.addVersion("back", 20);
    const { version: next } = await models.addVersion("back", 30);
    for (const version of [old, next, old]) {
      await models.promote("back", version);
      await expect.poll(() => servedVersion("back")).toBe(version);
    }
  });

  test("whose notification is lost is noticed by polling", async () => {
    const { version: old } = await models.addVersion("quiet", 20);
    const { version: next } = await models.addVersion("quiet", 30);
    await models.promote("quiet", old);
    await expect.poll(() => servedVersion("quiet")).toBe(old);
    await moveSilently("quiet", next);
    await expect.poll(() => servedVersion("quiet")).toBe(next);
  });

  test("is noticed after the listening connection was cut, which comes back", async () => {
    const { version: old } = await models.addVersion("cut", 20);
    const { version: next } = await models.addVersion("cut", 30);
    await models.promote("cut", old);
    await expect.poll(() => servedVersion("cut")).toBe(old);
    await models.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'rookery-listen-%'`,
    );
    await models.promote("cut", next);
    await expect.poll(() => servedVersion("cut")).toBe(next);
    await expect.poll(countListeners).toBe(1);
  });

  test("that is taken back altogether ends the serving", async () => {
    const { version } = await models.addVersion("gone", 20);
    await models.promote("gone", version);
    await expect.poll(() => servedVersion("gone")).toBe(version);
    await models.database.pool.query(
      "delete from rookery.aliases where model_id = (select id from rookery.models where name = 'gone')",
    );
    await expect.poll(async () => (await predict("gone")).statusCode).toBe(404);
  });
});

describe("a model that is deleted and made again", () => {
  const forget = (model: string) =>
    models.database.pool.query("delete from rookery.models where name = $1", [model]);
  const servedRun = async (which: object) => (await predict("reborn", which)).json().runId;

  test("serves its new version 1, by alias and by number", async () => {
    const first = await models.addVersion("reborn", 20);
    await models.promote("reborn", first.version);
    await expect.poll(() => servedRun({})).toBe(first.runId);
    expect(await servedRun({ version: 1 })).toBe(first.runId);

    await forget("reborn");
    const second = await models.addVersion("reborn", 30);
    await models.promote("reborn", second.version);
    expect(second.version).toBe(first.version);
    for (const which of [{}, { version: 1 }]) {
      await expect.poll(() => servedRun(which)).toBe(second.runId);
    }
  });

  test("is not found by its number while it is gone", async () => {
    const { version } = await models.addVersion("departed", 20);
    expect((await predict("departed", { version })).statusCode).toBe(200);
    await forget("departed");
    const status = async () => (await predict("departed", { version })).statusCode;
    await expect.poll(status).toBe(404);
  });
});

describe("what is registered through another API", () => {
  test("is not served, and ends the serving when it takes the alias", async () => {
    const { version } = await models.addVersion("taken-over", 20);
    await models.promote("taken-over", version);
    await expect.poll(() => servedVersion("taken-over")).toBe(version);
    await models.database.pool.query(
      `insert into rookery.model_versions (model_id, version, format, source)
       select id, 2, 'mlflow', 'models:/m-1' from rookery.models where name = 'taken-over'`,
    );
    await models.promote("taken-over", 2);
    await expect.poll(async () => (await predict("taken-over")).statusCode).toBe(404);
    expect((await predict("taken-over", { version: 2 })).statusCode).toBe(404);
    expect((await predict("taken-over", { version })).statusCode).toBe(200);
  });

  test("does not keep what is served from being listed, whatever the model's name", async () => {
    const { version } = await models.addVersion("renamed", 20);
    await models.promote("renamed", version);
    await expect.poll(() => servedVersion("renamed")).toBe(version);
    await models.database.pool.query(
      "update rookery.models set name = 'My Model' where name = 'renamed'",
    );
    const listed = async () => (await app.inject("/models")).json().items;
    await expect.poll(listed).toContainEqual({ model: "My Model", alias: "champion", version });
  });
});

describe("a file that was altered", () => {
  const complaints = (text: string) =>
    models.logged.filter(({ level, msg }) => level === 50 && msg.includes(text)).length;

  test("keeps the old version serving, is reported once, and serves once it is repaired", async () => {
    const { version: old } = await models.addVersion("altered", 20);
    const broken = await models.addVersion("altered", 30);
    const bytes = await models.artifacts.get(broken.storeKey);
    await models.promote("altered", old);
    await expect.poll(() => servedVersion("altered")).toBe(old);

    await models.artifacts.put(broken.storeKey, Buffer.from(`${bytes} `));
    const before = complaints("cannot be loaded");
    await models.promote("altered", broken.version);
    const looks = () => loads.filter((key) => key === broken.storeKey).length;
    await expect.poll(looks).toBeGreaterThanOrEqual(3);
    expect(await servedVersion("altered")).toBe(old);
    expect(complaints("cannot be loaded") - before).toBe(1);

    await models.artifacts.put(broken.storeKey, bytes);
    await expect.poll(() => servedVersion("altered")).toBe(broken.version);
  });

  test("with nothing to fall back to is our fault, and the answer tells no internals", async () => {
    const broken = await models.addVersion("damaged", 20);
    const bytes = await models.artifacts.get(broken.storeKey);
    await models.artifacts.put(broken.storeKey, Buffer.from("{}"));
    await models.promote("damaged", broken.version);
    for (const which of [{}, { version: broken.version }]) {
      const answer = await predict("damaged", which);
      expect(readProblem(answer)).toMatchObject({ status: 500, code: "artifact-corrupt" });
      expect(answer.body).not.toContain(broken.storeKey);
    }
    await models.artifacts.put(broken.storeKey, bytes);
    expect((await predict("damaged", { version: broken.version })).statusCode).toBe(200);
  });

  test("of a sound digest but the wrong shape is refused as well", async () => {
    const bad = await models.addVersion("shapeless", 20);
    const { sha256 } = await models.artifacts.put(bad.storeKey, Buffer.from('{"format":"x"}'));
    await models.database.pool.query(
      "update rookery.model_versions set sha256 = $1 where store_key = $2",
      [sha256, bad.storeKey],
    );
    const answer = await predict("shapeless", { version: bad.version });
    expect(readProblem(answer).code).toBe("artifact-corrupt");
  });
});

describe("many first requests at once load a model once", () => {
  test.each([
    ["by alias", {}],
    ["by version", { version: 1 }],
  ])("%s", async (title, which) => {
    const model = `crowd-${title.replace(" ", "-")}`;
    const { version, storeKey } = await models.addVersion(model, 20);
    await moveSilently(model, version);
    const answers = await Promise.all(Array.from({ length: 50 }, () => predict(model, which)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(loads.filter((key) => key === storeKey)).toHaveLength(1);
  });

  test("and crowds asking for what is not there are all answered", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => predict(`nothing-${index % 3}`)),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([404]));
  });
});
