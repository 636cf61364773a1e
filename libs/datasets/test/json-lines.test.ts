import { expect, test } from "vitest";
import { importText, listEverything, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

test("keys are columns in the order of their first use, what is missing is missing", async () => {
  const { database } = context;
  const text = [
    '{"n": 1.50, "zip": "01234", "flag": true, "day": "2024-01-01"}',
    "",
    '  {"zip": null, "late": "\\u00e9\\n|\\t\\\\", "n": -2e3}\r',
    '{"day": "2024-01-02", "n": null, "zip": "NA", "toString": 1}',
  ].join("\n");
  const { version } = await importText(database, text, { name: "lines", fileName: "no-name" });
  expect(version.report).toMatchObject({ format: "json-lines", encoding: "utf-8" });
  expect(version.columns.map(({ name, kind, missing }) => [name, kind, missing])).toEqual([
    ["n", "number", 1],
    ["zip", "category", 2],
    ["flag", "boolean", 2],
    ["day", "date", 1],
    ["late", "category", 2],
    ["toString", "number", 2],
  ]);
  expect(version.report.columns[1]).toMatchObject({ nulls: 1, missingTokens: { NA: 1 } });
  const raw = await database.pool.query("select * from raw.lines_v1 order by row_number");
  const expected: Record<string, unknown>[] = [
    { n: "1.5", zip: "01234", flag: "true", late: null },
    { n: "-2000", zip: null, late: "é\n|\t\\", toString: null },
    { n: null, zip: "NA", toString: "1" },
  ];
  expect(raw.rows).toMatchObject(expected);
});

test("one object on one line is a table, in any encoding", async () => {
  const text = Buffer.from('\ufeff{"größe": 1, "x": "ä"}', "utf16le");
  const { version } = await importText(context.database, text, { name: "single" });
  expect(version).toMatchObject({ rows: 1, report: { encoding: "utf-16le with byte order mark" } });
});

test("a CSV header that begins with a brace is a header", async () => {
  const { version } = await importText(context.database, "{a},b\n1,2\n", { name: "brace" });
  expect(version.report.format).toBe("csv");
});

const refused: [what: string, text: string, message: string | RegExp][] = [
  [
    "a nested object",
    '{"a": 1}\n{"a": {"b": 1}}\n',
    'Line 2 has an object in "a"; a table has one value per cell.',
  ],
  ["a list", '{"a": 1, "b": [1]}\n', 'Line 1 has a list in "b"; a table has one value per cell.'],
  ["a line that is no JSON", '{"a": 1}\n{"a": 1\n', 'Line 2 is not JSON: "{\\"a\\": 1".'],
  ["a line that is no object", '{"a": 1}\n[1]\n', 'Line 2 is not an object: "[1]".'],
  ["a list of numbers", "[\n1\n]\n", /^Line 2 has an element that is no object/],
  ["a prototype's key", '{"__proto__": 1, "a": 2}\n', /is a reserved word/],
  [
    "a NUL character",
    '{"a": "x\\u0000"}\n',
    'Line 1 holds a NUL character in "a", which text never does.',
  ],
  ["a NUL character in a key", '{"a\\u0000": 1}\n', /holds a NUL character/],
  ["objects without keys", "{}\n{}\n", "The objects have no keys."],
];

test.each(refused)(
  "%s is refused with the way out, and leaves nothing",
  async (_, text, message) => {
    const before = await listEverything(context.database);
    const error = await importText(context.database, text, { fileName: "x.jsonl" }).catch((e) => e);
    expect(error).toMatchObject({
      code: "dataset-invalid",
      hint: expect.stringMatching(/\w+ .*\.$/),
    });
    expect(error.message).toMatch(message);
    expect(await listEverything(context.database)).toEqual(before);
  },
);
