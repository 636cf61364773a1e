import { CleaningRules } from "@rookery/contracts";
import { expect, test } from "vitest";
import { importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

let tables = 0;
async function importCells(cells: string[], options: Parameters<typeof importText>[2] = {}) {
  const name = `stray-${++tables}`;
  const text = `x,row\n${cells.map((cell, i) => `${cell},r${i}`).join("\n")}\n`;
  const { version } = await importText(context.database, text, { name, ...options });
  const { rows } = await context.database.pool.query({
    text: `select x from processed."${name}_v1" order by row_number`,
    rowMode: "array",
  });
  return { version, column: version.report.columns[0], values: rows.map(([value]) => value) };
}

const strays = [
  "#N/A",
  "n/a",
  "<NA>",
  "-nan",
  "\\N",
  "-",
  "inf",
  "-Infinity",
  "$",
  "#DIV/0!",
  "NaT",
];

test.each(strays)("among numbers, %s is a missing value, and said", async (stray) => {
  const { column, values } = await importCells(["1.5", stray, "3", stray]);
  expect(values).toEqual([1.5, null, 3, null]);
  expect(column).toMatchObject({ kind: "number", missingTokens: { [stray]: 2 } });
  expect(column).not.toHaveProperty("decision");
});

test("among dates and truth values as well", async () => {
  const days = await importCells(["2024-01-02", "n/a", "NaT"]);
  expect(days.values).toEqual([new Date("2024-01-02"), null, null]);
  const flags = await importCells(["true", "-", "FALSE"]);
  expect(flags.values).toEqual([true, null, false]);
});

test("among categories the same texts are values", async () => {
  const { column, values } = await importCells(["red", "-", "n/a", "inf", "red"]);
  expect(values).toEqual(["red", "-", "n/a", "inf", "red"]);
  expect(column).toMatchObject({
    kind: "category",
    missingTokens: {},
    why: '5 of 5 values are not numbers, first "red" on line 2',
  });
  expect((await importCells(["-", "-"])).values).toEqual(["-", "-"]);
  expect((await importCells(["-", "red"])).column?.why).toContain('first "-" on line 2');
});

test("what may be a date of two forms says so, whatever else is there", async () => {
  const { column, values } = await importCells(["05/06/2024", "-", "01/02/2024"]);
  expect(values).toEqual(["05/06/2024", "-", "01/02/2024"]);
  expect(column?.why).toContain("d/m/y or m/d/y");
});

test("in a column stated as numbers or as categories the stated kind decides", async () => {
  const numbers = await importCells(["1", "#N/A"], { schema: { x: "number" } });
  expect(numbers.values).toEqual([1, null]);
  const texts = await importCells(["1", "#N/A"], { schema: { x: "category" } });
  expect(texts.values).toEqual(["1", "#N/A"]);
});

test("who replaces the usual tokens replaces those of numbers, too", async () => {
  const cleaning = CleaningRules.parse({ missing: { replace: ["none"] } });
  const { column, values } = await importCells(["1", "-", "none"], { cleaning });
  expect(values).toEqual(["1", "-", null]);
  expect(column).toMatchObject({ kind: "category", missingTokens: { none: 1 } });
});

test("an infinity is said to be missing", async () => {
  const { version } = await importCells(["1", "inf", "-Inf", "inf"]);
  expect(version.report.notes).toEqual([
    'No number is infinite: "inf", "-Inf" of "x" counts as missing (cells: 3).',
  ]);
});

test("a column that is numbers but for a few values is a decision, with the rule that mends it", async () => {
  const cells = [
    "1.5",
    "missing",
    "2.5",
    "3",
    "4",
    "5,5",
    "missing",
    "#N/A",
    "6",
    "7",
    "8",
    "9",
    "1",
  ];
  const { column } = await importCells(cells.map((cell) => `"${cell}"`));
  expect(column?.kind).toBe("category");
  expect(column?.decision).toEqual({
    kind: "number",
    format: "1234.5",
    fitting: 9,
    others: 3,
    values: [
      { value: "missing", cells: 2, lines: [3, 8] },
      { value: "5,5", cells: 1, lines: [7] },
    ],
    rule: { cleaning: { columns: { x: { missing: { add: ["missing", "5,5"] } } } } },
  });
  const cleaning = CleaningRules.parse(column?.decision?.rule.cleaning);
  const mended = await importCells(
    cells.map((cell) => `"${cell}"`),
    { cleaning },
  );
  expect(mended.column).toMatchObject({ kind: "number", format: "1234.5" });
  expect(mended.values).toEqual([1.5, null, 2.5, 3, 4, null, null, null, 6, 7, 8, 9, 1]);
});

test("dates and the column's own rules are kept", async () => {
  const day = (i: number) => `${i}.12.2024`;
  const cells = [day(1), day(2), "soon", day(31), day(30), day(5)];
  const cleaning = CleaningRules.parse({ columns: { x: { missing: { replace: ["later"] } } } });
  const { column } = await importCells(cells, { cleaning });
  expect(column?.decision).toMatchObject({
    kind: "date",
    format: "d.m.y",
    rule: { cleaning: { columns: { x: { missing: { replace: ["later", "soon"] } } } } },
  });
});

test("where the values are too many to be named, the rule states the kind", async () => {
  const cells = Array.from({ length: 200 }, (_, i) => (i % 8 === 0 ? `about ${i}` : `${i}`));
  const { column } = await importCells(cells);
  expect(column?.decision).toMatchObject({
    fitting: 175,
    others: 25,
    rule: {
      schema: { x: { kind: "number", format: "1234.5" } },
      cleaning: { invalid: "missing" },
    },
  });
  expect(column?.decision?.values).toHaveLength(20);
  const { schema, cleaning } = column?.decision?.rule ?? {};
  const mended = await importCells(cells, { schema, cleaning: CleaningRules.parse(cleaning) });
  expect(mended.column).toMatchObject({ kind: "number", invalid: 25 });
});

test.each([
  ["few numbers", ["1", "2", "a", "b"]],
  ["codes with leading zeros", ["1", "2", "3", "4", "5", "007"]],
  ["whole numbers that no double holds", ["1", "2", "3", "4", "5", "9007199254740993"]],
  ["words", ["a", "b", "c"]],
])("%s are categories and no decision", async (_, cells) => {
  const { column } = await importCells(cells);
  expect(column?.kind).toBe("category");
  expect(column).not.toHaveProperty("decision");
});
