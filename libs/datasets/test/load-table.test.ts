import { createReadStream } from "node:fs";
import { expect, test } from "vitest";
import { importDataset, loadTable, readRows } from "../src/index.ts";
import { importText, penguinsFile, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

test("a version's table has the processed rows in the file's order, in shared memory", async () => {
  const { database } = context;
  const { version } = await importDataset({
    database,
    name: "penguins",
    fileName: "penguins_size.csv",
    stream: createReadStream(penguinsFile),
  });
  const table = await loadTable({ database, datasetVersionId: version.id });

  expect(table.rowCount).toBe(344);
  expect(table.columns.map(({ name }) => name)).toEqual(version.columns.map(({ name }) => name));
  const [species, , length, , , , sex] = table.columns;
  if (species?.kind !== "category" || length?.kind !== "number" || sex?.kind !== "category") {
    throw new Error("The columns have other kinds");
  }
  expect(species.categories).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
  expect([...length.values.subarray(0, 5)]).toEqual([39.1, 39.5, 40.3, Number.NaN, 36.7]);
  expect([...sex.codes.subarray(0, 4)]).toEqual([1, 0, 0, -1]);
  expect(sex.codes[336]).toBe(-1);
  expect(length.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(sex.codes.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(await loadTable({ database, datasetVersionId: version.id })).toEqual(table);
});

test("rows cut anywhere between two network packets are read whole", async () => {
  const { database } = context;
  const count = 5_000;
  const rows = Array.from({ length: count }, (_, i) => [
    i / 7,
    i % 3 === 0,
    "é".repeat(i % 40) + i,
  ]);
  const text = `number,flag,text\n${rows.map((row) => row.join(",")).join("\n")}\n`;
  const { version } = await importText(database, text);
  const [flag, text2, number] = (
    await loadTable({ database, datasetVersionId: version.id, columns: ["flag", "text", "number"] })
  ).columns;

  if (number?.kind !== "number" || flag?.kind !== "boolean" || text2?.kind !== "category") {
    throw new Error("The columns have other kinds");
  }
  expect([...number.values]).toEqual(rows.map(([value]) => value));
  expect([...flag.codes]).toEqual(rows.map(([, value]) => (value ? 1 : 0)));
  expect([...text2.codes].map((code) => text2.categories[code])).toEqual(
    rows.map(([, , value]) => value),
  );
});

test("what does not exist is named, with what does", async () => {
  const { database } = context;
  const { version } = await importText(database, "a,b\n1,2\n", { name: "small" });
  const columns = ["b", "weight"];
  await expect(
    loadTable({ database, datasetVersionId: version.id, columns }),
  ).rejects.toMatchObject({
    code: "not-found",
    message: 'The dataset has no column "weight".',
    hint: "Its columns are: a, b.",
  });
  await expect(loadTable({ database, datasetVersionId: 0 })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("rows can be looked at, from anywhere", async () => {
  const { database } = context;
  const { version } = await importText(
    database,
    "a,row_number,day\n1,x,2024-02-29\n,,\nNA,y,2024-03-01T10:30:00+01:00\n3,z,NA\n",
    { name: "seen" },
  );
  expect(await readRows(database, version, { limit: 2, offset: 0 })).toEqual({
    columns: ["a", "row_number", "day"],
    rows: [
      [1, "x", "2024-02-29T00:00:00.000Z"],
      [null, "y", "2024-03-01T09:30:00.000Z"],
    ],
    offset: 0,
    total: 3,
  });
  expect((await readRows(database, version, { limit: 2, offset: 2 })).rows).toEqual([
    [3, "z", null],
  ]);
});
