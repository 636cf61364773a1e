import { maxTags, SweepChange, TagQuery } from "@rookery/contracts";
import { expect, test } from "vitest";
import { changeSweep, getSweep, listSweeps } from "../src/index.ts";
import { useTracking } from "./test-sweeps.ts";

const context = useTracking();

async function notesOf(sweepId: string) {
  const { tags, description } = await getSweep(context.database, sweepId);
  return { tags, description };
}

test("tags and description are kept from the launch on, merged by changes, and taken away by null", async () => {
  const { database, launch } = context;
  const { sweepId } = await launch(1);
  expect(await notesOf(sweepId)).toEqual({ tags: {}, description: null });
  await changeSweep(database, sweepId, { tags: { owner: "ann", stage: "" }, description: "first" });
  await changeSweep(database, sweepId, { tags: { stage: null, team: "a:b" } });
  const tags = { owner: "ann", team: "a:b" };
  expect(await notesOf(sweepId)).toEqual({ tags, description: "first" });
  await changeSweep(database, sweepId, {});
  expect(await notesOf(sweepId)).toEqual({ tags, description: "first" });
  await changeSweep(database, sweepId, { description: "" });
  expect(await notesOf(sweepId)).toEqual({ tags, description: null });
  const nobody = changeSweep(database, "0".repeat(32), { tags: { a: "b" } });
  await expect(nobody).rejects.toMatchObject({ code: "not-found" });
});

test("of tags set at once none is lost", async () => {
  const { database, launch } = context;
  const { sweepId } = await launch(1);
  const keys = Array.from({ length: 8 }, (_, index) => `key${index}`);
  await Promise.all(keys.map((key) => changeSweep(database, sweepId, { tags: { [key]: "x" } })));
  expect(Object.keys((await notesOf(sweepId)).tags).sort()).toEqual(keys);
});

test("a sweep has no more tags than it may, however they come", async () => {
  const { database, launch } = context;
  const { sweepId } = await launch(1);
  const tags = Object.fromEntries(
    Array.from({ length: maxTags }, (_, index) => [`k${index}`, "x"]),
  );
  await changeSweep(database, sweepId, { tags });
  const more = changeSweep(database, sweepId, { tags: { more: "x" } });
  await expect(more).rejects.toMatchObject({ code: "validation-failed" });
  await changeSweep(database, sweepId, { tags: { more: "x", k0: null } });
  expect(Object.keys((await notesOf(sweepId)).tags)).toHaveLength(maxTags);
  expect(SweepChange.safeParse({ tags: { ...tags, more: "x" } }).success).toBe(false);
  expect(SweepChange.safeParse({ tags: { ...tags, gone: null } }).success).toBe(true);
});

test("sweeps are found by a tag's key, or by key and value", async () => {
  const { database, launch } = context;
  const [first, second] = [await launch(1), await launch(1)];
  await changeSweep(database, first.sweepId, { tags: { place: "here:there", "a%": "'x" } });
  await changeSweep(database, second.sweepId, { tags: { place: "" } });
  const found = async (tag: string) =>
    (await listSweeps(database, { limit: 10, tag })).items.map(({ id }) => id);
  expect(await found("place")).toEqual([second.sweepId, first.sweepId]);
  expect(await found("place:here:there")).toEqual([first.sweepId]);
  expect(await found("place:")).toEqual([second.sweepId]);
  expect(await found("a%:'x")).toEqual([first.sweepId]);
  expect(await found("plac")).toEqual([]);
});

test.each(["", "a:b", "a b", "a\n", "constructor", "a".repeat(101)])(
  "%j is no tag's key",
  (key) => {
    expect(SweepChange.safeParse({ tags: { [key]: "x" } }).success).toBe(false);
  },
);

test.each(["", ":x", "a b:c", "a\u0000", "a:b\n"])("%j asks for no tag", (tag) => {
  expect(TagQuery.safeParse(tag).success).toBe(false);
});
