import { createReadStream } from "node:fs";
import { readTestTable, type TestTable, testTables } from "@rookery/test";
import { expect, test } from "vitest";
import { findLeaks, importDataset } from "../src/index.ts";
import { bytesOf, importText, penguinsFile, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

type Version = Awaited<ReturnType<typeof importDataset>>["version"];

async function leaksOf(version: Version, target: string) {
  const features = version.columns.map(({ name }) => name).filter((name) => name !== target);
  const leaks = await findLeaks({ database: context.database, version, target, features });
  return leaks.map(({ column, kind, evidence }) => [column, kind, evidence]);
}

async function importTable(table: TestTable) {
  const stream = bytesOf(await readTestTable(table), 4_096);
  return (await importDataset({ database: context.database, ...table, stream })).version;
}

/** Numbers that look like measurements: different in every row, and in no order. */
const measure = (i: number, k: number) => ((i * 7919 * k) % 1000) / 7 + k;

test("ordinary tables raise no alarm", async () => {
  const { database } = context;
  const stream = createReadStream(penguinsFile);
  const { version } = await importDataset({ database, name: "p", fileName: "p.csv", stream });
  for (const { name } of version.columns) expect(await leaksOf(version, name)).toEqual([]);

  for (const table of [testTables.weather, testTables.wine]) {
    expect(await leaksOf(await importTable(table), table.target), table.name).toEqual([]);
  }
});

test("a country gives its region away, and a species its size", async () => {
  const version = await importTable(testTables.gapminder);
  expect(await leaksOf(version, "cluster")).toEqual([
    ["country", "determines-target", "Its 62 values tell the target in 682 of 682 rows"],
  ]);
  expect(await leaksOf(version, "life_expect")).toEqual([]);
  expect(await leaksOf(await importTable(testTables.birdstrikes), "wildlife_size")).toEqual([
    ["wildlife_species", "determines-target", "Its 34 values tell the target in 1999 of 2000 rows"],
  ]);
});

test("constants, identifiers and what determines a class are named with the evidence", async () => {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const target = (i * 13) % 5 < 2 ? "yes" : "no";
    const leak = `${target}-${i % 10}`;
    const shuffled = (i * 77) % 200;
    return [
      i,
      5000 + shuffled,
      90_001 + shuffled * 37,
      `u${i}`,
      "same",
      "",
      measure(i, 1),
      leak,
      target === "yes",
      target,
    ];
  });
  const header = "n,nr,customerId,name,constant,empty,size,leak,same,target";
  const text = `${header}\n${rows.map((row) => row.join(",")).join("\n")}\n`;
  const { version } = await importText(context.database, text, { name: "leaky" });
  expect(await leaksOf(version, "target")).toEqual([
    ["n", "id-like", "200 whole numbers, all different, without a gap"],
    ["nr", "id-like", "200 whole numbers, all different, without a gap"],
    [
      "customerId",
      "id-like",
      "200 whole numbers, all different, in a column named like an identifier",
    ],
    ["name", "id-like", "200 different values in 200 rows"],
    ["constant", "constant", "Every value is the same"],
    ["empty", "constant", "No row has a value"],
    ["leak", "determines-target", "Its 10 values tell the target in 200 of 200 rows"],
    ["same", "duplicate-of-target", "Each of its 2 values stands for one value of the target"],
  ]);
});

test("what is filled in for one class alone is named, what is missing at random is not", async () => {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const hasLeft = (i * 13) % 5 < 2;
    const reason = hasLeft ? `reason ${i % 7}` : "";
    const paid = hasLeft ? "" : measure(i, 2);
    const often = i % 3 === 0 ? "" : `often ${i % 4}`;
    // In one of the rows that lack it, somebody has left all the same.
    const nearly = hasLeft && i !== 0 ? `nearly ${i % 5}` : "";
    const rare = i < 10 ? "rare" : i < 15 ? "rarer" : "";
    return [reason, paid, often, nearly, rare, hasLeft ? "yes" : "no"].join(",");
  });
  const text = `reason,paid,often,nearly,rare,target\n${rows.join("\n")}\n`;
  const { version } = await importText(context.database, text, { name: "leavers" });
  expect(await leaksOf(version, "target")).toEqual([
    ["reason", "determines-target", "Whether it has a value tells the target in 200 of 200 rows"],
    ["paid", "determines-target", "Whether it has a value tells the target in 200 of 200 rows"],
  ]);
});

test("a column of one value and blanks is no constant; what it may tell is told", async () => {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const isMember = (i * 13) % 5 < 2;
    const smoker = (i * 31) % 7 < 3 ? "x" : "";
    return [smoker, isMember ? 1 : "", measure(i, 1), isMember ? 5 : 11].join(",");
  });
  const text = `smoker,member,size,price\n${rows.join("\n")}\n`;
  const { version } = await importText(context.database, text, { name: "flags" });
  expect(await leaksOf(version, "size")).toEqual([]);
  expect(await leaksOf(version, "price")).toEqual([
    [
      "member",
      "determines-target",
      "Its values leave next to nothing of the target's spread: correlation ratio 1.00000",
    ],
  ]);
});

test("what determines a number is named, what only goes with it is not", async () => {
  const rows = Array.from({ length: 300 }, (_, i) => {
    const target = measure(i, 3);
    return [target * 2.54 + 1, target, target + measure(i, 2) / 5, `g${i % 6}`, target].join(",");
  });
  const text = `inches,copy,noisy,group,target\n${rows.join("\n")}\n`;
  const { version } = await importText(context.database, text, { name: "numbers" });
  expect(await leaksOf(version, "target")).toEqual([
    ["inches", "determines-target", "Its correlation with the target is 1.00000"],
    ["copy", "duplicate-of-target", "Equal to the target in every row"],
  ]);
});
