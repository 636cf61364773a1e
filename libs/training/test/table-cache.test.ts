import { expect, test, vi } from "vitest";
import { createTableCache } from "../src/index.ts";
import { makeTable } from "./tables.ts";

const columns = ["size", "noise", "species"];
/** 100 rows of two numbers and a code. */
const tableBytes = 100 * (8 + 8 + 4) + 1;

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

test("a table larger than the cache is still answered", async () => {
  const { cache, load } = openCache(1);
  expect((await cache.get(1, columns)).rowCount).toBe(100);
  await cache.get(1, columns);
  expect(load).toHaveBeenCalledTimes(2);
});

test("a load that failed is tried again", async () => {
  const { cache, load } = openCache();
  load.mockRejectedValueOnce(new Error("away"));
  await expect(Promise.all([cache.get(1, columns), cache.get(1, columns)])).rejects.toThrow("away");
  expect((await cache.get(1, columns)).rowCount).toBe(100);
  expect(load).toHaveBeenCalledTimes(2);
});
