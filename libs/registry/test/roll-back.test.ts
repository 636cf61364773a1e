import { withTransaction } from "@rookery/database";
import { expect, test } from "vitest";
import {
  getAlias,
  getModel,
  listPromotions,
  lockModel,
  moveAlias,
  rollBack,
  setAlias,
} from "../src/index.ts";
import { useRegistry } from "./test-registry.ts";

const context = useRegistry();
const alias = "champion";

async function registerFour(model: string) {
  for (let count = 0; count < 4; count++) await context.register(model);
}

const promote = (model: string, version: number, from?: number | null) =>
  setAlias(context.database, { model, alias, version, from, reason: "better" });
const back = (model: string, request: { from?: number; reason?: string } = {}) =>
  rollBack(context.database, { model, alias, ...request });
const championOf = async (model: string) =>
  (await getModel(context.database, model)).aliases[alias];

async function removeVersion(model: string, version: number) {
  await context.database.pool.query(
    `delete from rookery.model_versions where version = $2
       and model_id = (select id from rookery.models where name = $1)`,
    [model, version],
  );
}

async function keep(model: string, toVersion: number) {
  await withTransaction(context.database, async (tx) =>
    moveAlias(tx, await lockModel(tx, model), {
      alias,
      toVersion,
      promote: false,
      reason: "worse",
      actor: "finalizer",
    }),
  );
}

test("roll backs lead further and further back, never to what was rolled back from", async () => {
  await registerFour("stairs");
  for (const version of [1, 2, 3]) await promote("stairs", version);
  await keep("stairs", 4);
  expect(await back("stairs")).toMatchObject({
    fromVersion: 3,
    toVersion: 2,
    outcome: "promoted",
    actor: "user",
    reason: "rolled back from version 3",
  });
  const about = { model: "stairs", alias, version: 2, previousVersion: 1 };
  expect(await getAlias(context.database, { model: "stairs", alias })).toEqual(about);
  expect(await back("stairs", { reason: "it was a seal" })).toMatchObject({
    toVersion: 1,
    reason: "it was a seal",
  });
  await expect(back("stairs")).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("began with version 1"),
  });
  // Forward again, to another one: from there the way back leads to 1.
  await promote("stairs", 4);
  expect(await back("stairs")).toMatchObject({ fromVersion: 4, toVersion: 1 });
});

test("a version that comes back by promotion is a step forward, and undone like one", async () => {
  await registerFour("loop");
  for (const version of [1, 2, 3, 1, 1]) await promote("loop", version);
  const path = [await back("loop"), await back("loop"), await back("loop")];
  expect(path.map(({ toVersion }) => toVersion)).toEqual([3, 2, 1]);
});

test("a roll back by hand counts as one", async () => {
  await registerFour("by-hand");
  for (const version of [1, 2, 3, 2]) await promote("by-hand", version);
  expect(await back("by-hand")).toMatchObject({ fromVersion: 2, toVersion: 1 });
});

test("what was rolled back from stays so when the version that it led to is gone", async () => {
  await registerFour("left");
  for (const version of [1, 2, 3]) await promote("left", version);
  await back("left");
  await removeVersion("left", 2);
  expect(await championOf("left")).toBeUndefined();
  expect(await back("left")).toMatchObject({ fromVersion: null, toVersion: 1 });
});

test("versions that are gone are passed over, the champion too, and other aliases do not count", async () => {
  const { database } = context;
  await registerFour("gone");
  for (const version of [1, 2, 3]) await promote("gone", version);
  await setAlias(database, { model: "gone", alias: "steady", version: 4, reason: "old" });
  const remove = (version: number) => removeVersion("gone", version);
  await remove(2);
  expect(await back("gone")).toMatchObject({ fromVersion: 3, toVersion: 1 });
  await expect(back("gone")).rejects.toMatchObject({ code: "conflict" });
  await promote("gone", 3);
  await remove(3);
  expect(await championOf("gone")).toBeUndefined();
  expect(await back("gone")).toMatchObject({ fromVersion: null, toVersion: 1 });
  for (const one of ["nobody", "steady"]) {
    const rolled = rollBack(database, { model: "gone", alias: one });
    await expect(rolled).rejects.toMatchObject({
      code: one === "nobody" ? "not-found" : "conflict",
    });
  }
  const unknown = getAlias(database, { model: "gone", alias: "nobody" });
  await expect(unknown).rejects.toMatchObject({ code: "not-found" });
});

test("of two who roll back the same champion one is told who is champion now", async () => {
  await registerFour("raced-back");
  for (const version of [1, 2, 3]) await promote("raced-back", version);
  const rolled = await Promise.allSettled(
    Array.from({ length: 6 }, () => back("raced-back", { from: 3 })),
  );
  expect(rolled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of rolled) {
    if (one.status === "fulfilled") continue;
    expect(one.reason).toMatchObject({
      code: "conflict",
      message: "champion of raced-back is version 2 now, not version 3.",
      issues: [{ field: "from", message: "champion is version 2 now", value: 3 }],
    });
  }
  expect(await championOf("raced-back")).toBe(2);
  const { items } = await listPromotions(context.database, "raced-back", { limit: 10 });
  expect(items).toHaveLength(4);
});

test("a promotion over a champion that was not seen changes nothing", async () => {
  await registerFour("unseen");
  const first = await Promise.allSettled(
    [1, 2, 3].map((version) => promote("unseen", version, null)),
  );
  expect(first.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  const champion = await championOf("unseen");
  await expect(promote("unseen", 4, 4)).rejects.toMatchObject({
    code: "conflict",
    message: `champion of unseen is version ${champion} now, not version 4.`,
  });
  expect(await promote("unseen", 4, champion)).toMatchObject({
    fromVersion: champion,
    toVersion: 4,
  });
  expect((await listPromotions(context.database, "unseen", { limit: 10 })).items).toHaveLength(2);
});
