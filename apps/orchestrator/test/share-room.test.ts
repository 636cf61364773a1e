import { expect, test } from "vitest";
import { createRoomSharer } from "../src/handover/share-room.ts";

const claimant = (id: string, { priority = 1, wants = 1_000 } = {}) => ({ id, priority, wants });

test("room is shared by priority, exactly in the long run, however small each room is", () => {
  const sharer = createRoomSharer();
  const claimants = [claimant("a", { priority: 3 }), claimant("b"), claimant("c", { priority: 2 })];
  const got = new Map<string, number>();
  for (let look = 0; look < 120; look++) {
    for (const [id, units] of sharer.share(1, claimants)) got.set(id, (got.get(id) ?? 0) + units);
  }
  expect(Object.fromEntries(got)).toEqual({ a: 60, b: 20, c: 40 });
});

test("who wants less than their share leaves the rest to the others", () => {
  const shares = createRoomSharer().share(30, [claimant("a", { wants: 4 }), claimant("b")]);
  expect(Object.fromEntries(shares)).toEqual({ a: 4, b: 26 });
  const all = createRoomSharer().share(30, [claimant("a", { wants: 4 })]);
  expect(Object.fromEntries(all)).toEqual({ a: 4 });
});

test("a newcomer gets its share from now on, and nothing for the time it was not there", () => {
  const sharer = createRoomSharer();
  sharer.share(500, [claimant("old")]);
  const shares = sharer.share(10, [claimant("old"), claimant("new")]);
  expect(Object.fromEntries(shares)).toEqual({ old: 5, new: 5 });
});

test("no room, or nobody who wants some, shares out nothing", () => {
  expect(createRoomSharer().share(0, [claimant("a")]).size).toBe(0);
  expect(createRoomSharer().share(5, []).size).toBe(0);
});
