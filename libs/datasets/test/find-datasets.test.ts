import { expect, test } from "vitest";
import { getDatasetVersion, listDatasets, listDatasetVersions } from "../src/index.ts";
import { importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

test("datasets and their versions are found by name and listed in pages", async () => {
  const { database } = context;
  await expect(getDatasetVersion({ database, name: "birds" })).rejects.toMatchObject({
    code: "not-found",
    hint: expect.stringContaining("POST /datasets"),
  });

  const first = await importText(database, "a\n1\n", { name: "birds" });
  const second = await importText(database, "a,b\n1,2\n3,4\n", { name: "birds" });
  await importText(database, "a\n1\n", { name: "ants" });

  expect(await getDatasetVersion({ database, name: "birds" })).toEqual(second.version);
  expect(await getDatasetVersion({ database, name: "birds", version: 1 })).toEqual(first.version);
  await expect(getDatasetVersion({ database, name: "birds", version: 3 })).rejects.toMatchObject({
    code: "not-found",
    hint: "Its newest version is 2.",
  });
  await expect(getDatasetVersion({ database, name: "bees" })).rejects.toMatchObject({
    code: "not-found",
    hint: "There are: ants, birds.",
  });

  const page = await listDatasets(database, { limit: 1 });
  expect(page).toMatchObject({ items: [{ name: "ants", rows: 1 }] });
  const ants = page.nextCursor ?? "";
  expect(await listDatasets(database, { limit: 1, cursor: ants })).toMatchObject({
    items: [{ name: "birds", versions: 2, latestVersion: 2, rows: 2, columns: 2 }],
    nextCursor: null,
  });

  const newest = await listDatasetVersions(database, "birds", { limit: 1 });
  expect(newest.items).toEqual([second.version]);
  const cursor = newest.nextCursor ?? "";
  expect(await listDatasetVersions(database, "birds", { limit: 1, cursor })).toEqual({
    items: [first.version],
    nextCursor: null,
  });
  // The cursor of another listing.
  await expect(
    listDatasetVersions(database, "birds", { limit: 1, cursor: ants }),
  ).rejects.toMatchObject({ code: "validation-failed", issues: [{ field: "query.cursor" }] });
  await expect(listDatasetVersions(database, "bees", { limit: 1 })).rejects.toMatchObject({
    code: "not-found",
  });
});
