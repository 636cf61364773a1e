import { createTableBuilder } from "@rookery/learning";
import { expect, test, vi } from "vitest";
import { createTableCache } from "../src/index.ts";
import { makeTable } from "./tables.ts";

const columns = ["size", "noise", "species"];
/** 100 rows of two numbers and a code, and the names `large` and `small`. */
const tableBytes = 100 * (8 + 8 + 4) + 2 * (2 * 5 + 32) + 1;

function openCache(maxBytes?: number) {
  const load = vi.fn(async () => makeTable(100));
  return { load, cache: createTableCache({ load, ...(maxBytes !== undefined && { maxBytes }) }) };
}

test("however many ask at once, a table is loaded once", async () => {
  const { cache, load } = openCache();
  const tables = await Promise.all([1, 2, 3].map(() => cache.get(1, columns)));
  expect(await cache.get(1, columns)).toBe(tables[0]);
  expect(new Set(tables).size).toBe(1);
  expect(load.mock.calls).toEqual([[1, columns]]);
});

test("another version, other columns and another order are another table", async () => {
  const { cache, load } = openCache();
  await cache.get(1, columns);
  await cache.get(2, columns);
  await cache.get(1, ["size"]);
  await cache.get(1, [...columns].reverse());
  expect(load).toHaveBeenCalledTimes(4);
});

test("beyond its bytes the cache drops the table that was not asked for longest", async () => {
  const { cache, load } = openCache(2 * tableBytes);
  for (const version of [1, 2, 1, 3, 1]) await cache.get(version, columns);
  expect(load.mock.calls.map(([version]: unknown[]) => version)).toEqual([1, 2, 3]);
  await cache.get(2, columns);
  expect(load).toHaveBeenCalledTimes(4);
});

test("a table larger than the cache is kept, alone, until another is loaded", async () => {
  const { cache, load } = openCache(1);
  for (const version of [1, 1, 1]) await cache.get(version, columns);
  expect(load).toHaveBeenCalledTimes(1);
  for (const version of [2, 2, 1]) await cache.get(version, columns);
  expect(load).toHaveBeenCalledTimes(3);
});

test("a large table takes the place of the small ones, and gives it back", async () => {
  const load = vi.fn(async (version: number) => makeTable(version === 9 ? 1_000 : 100));
  const cache = createTableCache({ load, maxBytes: 2 * tableBytes });
  for (const version of [1, 2, 9, 9, 1, 2, 1]) await cache.get(version, columns);
  expect(load.mock.calls.map(([version]: unknown[]) => version)).toEqual([1, 2, 9, 1, 2]);
  await cache.get(9, columns);
  expect(load).toHaveBeenCalledTimes(6);
});

test("the names of categories count, which of free text are most of a table", async () => {
  const builder = createTableBuilder([{ name: "comment", kind: "category" }]);
  for (let row = 0; row < 100; row++) builder.addRow([`${row}`.padEnd(1_000, "x")]);
  const comments = builder.build();
  const load = vi.fn(async () => comments);
  // Enough for the codes of a hundred such tables, and for the names of one.
  const cache = createTableCache({ load, maxBytes: 300_000 });
  for (const version of [1, 2, 1]) await cache.get(version, ["comment"]);
  expect(load).toHaveBeenCalledTimes(3);
});

test("a load that failed is tried again", async () => {
  const { cache, load } = openCache();
  load.mockRejectedValueOnce(new Error("away"));
  await expect(Promise.all([cache.get(1, columns), cache.get(1, columns)])).rejects.toThrow("away");
  expect((await cache.get(1, columns)).rowCount).toBe(100);
  expect(load).toHaveBeenCalledTimes(2);
});
