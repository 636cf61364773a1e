import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Reading } from "@rookery/contracts";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { importText, listEverything, useDatabase } from "./test-datasets.ts";

const context = useDatabase();
const csv = "a,b\n1,x\n2,y\n";
const rows = [
  { row_number: 1, a: 1, b: "x" },
  { row_number: 2, a: 2, b: "y" },
];

let tables = 0;
async function importRows(content: Buffer, reading: Reading = {}, fileName = "table.csv") {
  const { database } = context;
  const name = `packed-${++tables}`;
  const { version } = await importText(database, content, { name, reading, fileName });
  const processed = await database.pool.query(
    `select * from processed."${name}_v1" order by row_number`,
  );
  return { rows: processed.rows, version, report: version.report };
}

const zip = (files: Record<string, string>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
  );
const fixture = (name: string) => readFile(new URL(`fixtures/${name}`, import.meta.url));

const packed: [what: string, content: Buffer, container: string, format: string][] = [
  ["a CSV in gzip", gzipSync(csv), "gzip", "csv"],
  [
    "JSON lines in gzip",
    gzipSync('{"a": 1, "b": "x"}\n{"a": 2, "b": "y"}\n'),
    "gzip",
    "json-lines",
  ],
  ["a CSV alone in a zip", zip({ "data/birds.csv": csv, "__MACOSX/._x": "z" }), "zip", "csv"],
  ["a table beside what is none", zip({ "README.md": "# x", "birds.tsv": csv }), "zip", "csv"],
  ["a JSON array in a zip", zip({ "x.json": '[{"a":1,"b":"x"},{"a":2,"b":"y"}]' }), "zip", "json"],
];

test.each(packed)("%s is unpacked and said to be", async (_, content, container, format) => {
  const found = await importRows(content);
  expect(found.rows).toEqual(rows);
  expect(found.report).toMatchObject({ container, format });
  expect(found.version.sizeBytes).toBe(content.length);
});

const refused: [what: string, content: Buffer, message: RegExp][] = [
  ["two tables", zip({ "a.csv": csv, "b.csv": csv }), /holds 2 files: "a.csv", "b.csv"/],
  ["a gzip that breaks off", gzipSync(csv.repeat(99)).subarray(0, -9), /cannot be unpacked/],
  ["a zip that breaks off", zip({ "a.csv": csv }).subarray(0, 50), /cannot be read as one/],
  ["a gzip in a zip", zip({ "a.csv": "" }).subarray(0, 0), /empty/],
  ["what is packed twice", gzipSync(gzipSync(csv)), /packed twice/],
  ["an OpenDocument", zip({ mimetype: "application/x", "content.xml": "<a/>" }), /OpenDocument/],
  ["a Stata file", Buffer.from("<stata_dta><header>"), /a Stata file/],
  ["an older Stata file", Buffer.from("r\x02\x01\0\x03\0", "latin1"), /a Stata file/],
  ["a pickle", Buffer.from("\x80\x05\x95\xcc\x03\0\0", "latin1"), /a Python pickle/],
  ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), /an old Excel/],
  ["LIBSVM", Buffer.from("1 1:0.5 2:0.3\n0 1:0.2 2:0.9\n"), /the LIBSVM format/],
  ["a Feather file", Buffer.from("ARROW1\0\0"), /an Arrow or Feather file/],
  ["a NumPy file", Buffer.from("\x93NUMPY\x01\0", "latin1"), /a NumPy file/],
  ["a web page", Buffer.from("<!DOCTYPE html><html>"), /a web page/],
  ["zstd", Buffer.from("28b52ffd04", "hex"), /Zstandard/],
];

test.each(refused)("%s is refused by its name, with the way out", async (_, content, message) => {
  const { database } = context;
  const before = await listEverything(database);
  await expect(importText(database, content)).rejects.toMatchObject({
    code: "dataset-invalid",
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/\w+ .*\.$/),
  });
  expect(await listEverything(database)).toEqual(before);
});

test.each([
  ["gzip", gzipSync(Buffer.alloc(3_000_000, "a\n"))],
  ["zip", zip({ "a.csv": "a\n".repeat(1_500_000) })],
])("a %s that unpacks beyond the limit is refused while it does", async (_, content) => {
  const importing = importText(context.database, content, { maxBytes: 1_000_000 });
  await expect(importing).rejects.toMatchObject({
    message: "The file unpacks to more than 1000000 bytes.",
  });
});

const utc = (text: string) => new Date(text);

test("a workbook of pandas: dates are dates, numbers numbers, text text", async () => {
  const found = await importRows(await fixture("pandas.xlsx"), {}, "pandas.xlsx");
  expect(found.report).toMatchObject({ format: "xlsx", encoding: null, container: null });
  expect(found.version.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ["name", "category"],
    ["code", "category"],
    ["price", "number"],
    ["count", "number"],
    ["day", "date"],
    ["seen", "date"],
    ["flag", "boolean"],
  ]);
  expect(
    found.rows.map(({ name, code, price, count, day, seen, flag }) => [
      name,
      code,
      price,
      count,
      day,
      seen,
      flag,
    ]),
  ).toMatchObject([
    ["Ann", "007", 1.5, 1, utc("2024-02-29"), utc("2024-02-29T10:30Z"), true],
    ["Bob", "7", -0.1, 2, utc("1999-12-31"), utc("1999-12-31T23:59:59Z"), false],
    ["Łódź", "0x1", 1e-7, 3, null, utc("2024-01-01"), true],
    [null, "A-9", null, 40, utc("2024-01-01"), null, true],
  ]);
});

test("a sheet with a title, set off from the corner, with errors and empty columns", async () => {
  const found = await importRows(await fixture("openpyxl.xlsx"));
  expect(found.version.columns.map(({ name }) => name)).toEqual(["id", "when", "share", "note"]);
  expect(found.rows).toEqual([
    { row_number: 1, id: 1, when: utc("2024-02-29"), share: 0.25, note: "x" },
    { row_number: 2, id: 2, when: utc("2024-01-01T12:00Z"), share: null, note: "y" },
  ]);
  expect(found.report.notes).toEqual([
    expect.stringContaining("3 sheets the first was read"),
    expect.stringContaining('A line above the header did not count, first "Report of 2025"'),
    "Cells with errors, such as #DIV/0!, hold no value: 1.",
    "Column 4 has neither a name nor a value and was left out.",
  ]);
});

test("another sheet is read when it is named; one that is not there lists those that are", async () => {
  const content = await fixture("openpyxl.xlsx");
  const found = await importRows(content, { sheet: "other" });
  expect(found.rows).toEqual([rows[0]]);
  for (const [sheet, message] of [
    ["nowhere", 'The workbook has no sheet "nowhere".'],
    ["empty", 'The sheet "empty" holds no rows.'],
  ]) {
    const importing = importText(context.database, content, { reading: { sheet } });
    await expect(importing).rejects.toMatchObject({
      message,
      hint: expect.stringContaining('"other"'),
    });
  }
});
