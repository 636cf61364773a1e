import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { CleaningReport, DatasetVersion } from "@rookery/contracts";
import { expect, test } from "vitest";
import { importDataset } from "../src/index.ts";
import { importText, listEverything, penguinsFile, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

test("the penguins become a version whose numbers a person can count in the file", async () => {
  const { database } = context;
  const { version, created } = await importDataset({
    database,
    name: "penguins",
    fileName: "penguins_size.csv",
    stream: createReadStream(penguinsFile),
  });

  expect(created).toBe(true);
  expect(DatasetVersion.parse(version)).toMatchObject({
    dataset: "penguins",
    version: 1,
    contentHash: createHash("sha256")
      .update(await readFile(penguinsFile))
      .digest("hex"),
    sourceName: "penguins_size.csv",
    sizeBytes: 13_519,
    rawTable: "raw.penguins_v1",
    processedTable: "processed.penguins_v1",
    rawRows: 344,
    rows: 344,
  });
  expect(
    version.columns.map(({ name, kind, missing, distinct }) => [name, kind, missing, distinct]),
  ).toEqual([
    ["species", "category", 0, 3],
    ["island", "category", 0, 3],
    ["culmen_length_mm", "number", 2, 164],
    ["culmen_depth_mm", "number", 2, 80],
    ["flipper_length_mm", "number", 2, 55],
    ["body_mass_g", "number", 2, 94],
    ["sex", "category", 11, 2],
  ]);
  const report = CleaningReport.parse(version.report);
  expect(report).toMatchObject({
    encoding: "utf-8",
    delimiter: "comma",
    droppedRows: 0,
    notes: [],
  });
  expect(report.columns.at(-1)?.missingTokens).toEqual({ NA: 10, ".": 1 });
  expect(report.columns[2]).toMatchObject({
    why: "All 342 values are decimal numbers",
    missingTokens: { NA: 2 },
  });

  const raw = await database.pool.query("select * from raw.penguins_v1 where row_number = 337");
  expect(raw.rows).toEqual([
    {
      row_number: 337,
      species: "Gentoo",
      island: "Biscoe",
      culmen_length_mm: "44.5",
      culmen_depth_mm: "15.7",
      flipper_length_mm: "217",
      body_mass_g: "4875",
      sex: ".",
    },
  ]);
  const { rows: means } = await database.pool.query(
    `select count(*)::int as rows, sum(body_mass_g) as mass, count(*) filter (where sex = 'MALE')::int as males
     from processed.penguins_v1`,
  );
  expect(means).toEqual([{ rows: 344, mass: 1_437_000, males: 168 }]);
});

test("the same bytes answer the version there is, other bytes make the next one", async () => {
  const { database } = context;
  const first = await importText(database, "a,b\n1,x\n", { name: "again" });
  const second = await importText(database, "a,b\n2,y\n", { name: "again" });
  const repeated = await importText(database, "a,b\n1,x\n", { name: "again" });
  const elsewhere = await importText(database, "a,b\n1,x\n", { name: "elsewhere" });

  expect([first.version.version, second.version.version]).toEqual([1, 2]);
  expect(repeated).toEqual({ version: first.version, created: false });
  expect(elsewhere).toMatchObject({ created: true, version: { version: 1 } });
});

test("identical uploads at the same time make one version, different ones make one each", async () => {
  const { database } = context;
  const texts = ["a\n1\n", "a\n1\n", "a\n2\n", "a\n1\n", "a\n3\n", "a\n2\n"];
  const before = await listEverything(database);
  const imports = await Promise.all(
    texts.map((text) => importText(database, text, { name: "crowded" })),
  );

  expect(imports.filter(({ created }) => created)).toHaveLength(3);
  expect(imports[1]?.version).toEqual(imports[0]?.version);
  expect(imports[3]?.version).toEqual(imports[0]?.version);
  expect(new Set(imports.map(({ version }) => version.version))).toEqual(new Set([1, 2, 3]));
  const after = await listEverything(database);
  expect(after.versions.length - before.versions.length).toBe(3);
  expect(after.tables.length - before.tables.length).toBe(6);
});

test("kinds follow the evidence, and the report tells it", async () => {
  const text = [
    "int,exp,hex,huge,flag,mixed,blank,padded",
    "1,-1.5e3,0x10,1e999,true,true,NA, 7 ",
    "+2,.5,1,1,FALSE,1,,\t8",
    "?,nan,NULL,None,N/A,null,.,NaN",
  ].join("\n");
  const { version } = await importText(context.database, text, { name: "kinds" });

  expect(
    version.columns.map(({ name, kind, missing, distinct }) => [name, kind, missing, distinct]),
  ).toEqual([
    ["int", "number", 0, 2],
    ["exp", "number", 0, 2],
    ["hex", "category", 0, 2],
    ["huge", "category", 0, 2],
    ["flag", "boolean", 0, 2],
    ["mixed", "category", 0, 2],
    ["blank", "category", 2, 0],
    ["padded", "number", 0, 2],
  ]);
  expect(version).toMatchObject({ rawRows: 3, rows: 2, report: { droppedRows: 1 } });
  expect(version.report.columns[2]?.why).toBe(
    '1 of 2 values are not numbers, first "0x10" on line 2',
  );
  expect(version.report.columns[6]?.why).toBe("No row has a value");
  expect(version.report.notes).toEqual([
    "Rows in which every cell is missing were dropped: 1.",
    'White space around values of "padded" was removed.',
  ]);
});
