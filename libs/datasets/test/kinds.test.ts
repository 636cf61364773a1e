import { expect, test } from "vitest";
import { importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

let tables = 0;
async function importColumns(text: string, options: Parameters<typeof importText>[2] = {}) {
  const name = `kinds-${++tables}`;
  const { version } = await importText(context.database, text, { name, ...options });
  const { rows } = await context.database.pool.query({
    text: `select * from processed."${name}_v1" order by row_number`,
    rowMode: "array",
  });
  return { report: version.report.columns, rows: rows.map((row: unknown[]) => row.slice(1)) };
}

const numbers: [what: string, text: string, format: string | null, values: unknown[]][] = [
  ["decimal points", "n;x\n1.5;a\n-2;b\n", "1234.5", [1.5, -2]],
  ["decimal commas", "n;x\n1,5;a\n-2;b\n,25;c\n", "1234,5", [1.5, -2, 0.25]],
  ["commas between thousands", 'n,x\n"1,234",a\n"1,234,567.5",b\n', "1,234.5", [1234, 1234567.5]],
  ["points between thousands", "n;x\n1.234.567;a\n1.234,5;b\n", "1.234,5", [1234567, 1234.5]],
  ["a point that may be either", "n;x\n1.234;a\n2.345;b\n", "1234.5", [1.234, 2.345]],
  ["a point that other columns explain", "n;m\n1.234;1,5\n950;2,25\n", "1.234,5", [1234, 950]],
  ["a comma that other columns explain", "n;m\n1,234;1,5\n2,345;2,25\n", "1234,5", [1.234, 2.345]],
  ["a comma that may be either", "n;x\n1,234;a\n2,345;b\n", null, ["1,234", "2,345"]],
  ["formats that contradict each other", "n;x\n1,5;a\n1.5;b\n", null, ["1,5", "1.5"]],
  ["a decimal comma where commas part the cells", 'n,x\n"1,5",a\n"2,5",b\n', null, ["1,5", "2,5"]],
];

test.each(numbers)("numbers: %s", async (_, text, format, values) => {
  const { report, rows } = await importColumns(text);
  expect(report[0]).toMatchObject({ kind: format ? "number" : "category", format });
  expect(rows.map(([value]) => value)).toEqual(values);
});

const utc = (text: string) => new Date(text);
const dates: [what: string, cells: string[], format: string | null, values: (Date | string)[]][] = [
  ["ISO days", ["2024-02-29", "1999-12-31"], "iso", [utc("2024-02-29"), utc("1999-12-31")]],
  [
    "ISO moments, without a zone in UTC",
    ["2024-02-29T23:30:00-02:00", "2024-01-01 10:00", "2024-01-01T00:00:00.250Z"],
    "iso",
    [utc("2024-03-01T01:30Z"), utc("2024-01-01T10:00Z"), utc("2024-01-01T00:00:00.25Z")],
  ],
  [
    "d.m.y",
    ["31.12.2024", "1.2.2024 08:15"],
    "d.m.y",
    [utc("2024-12-31"), utc("2024-02-01T08:15Z")],
  ],
  [
    "d/m/y, as a day shows",
    ["05/06/2024", "13/06/2024"],
    "d/m/y",
    [utc("2024-06-05"), utc("2024-06-13")],
  ],
  [
    "m/d/y, as a day shows",
    ["05/06/2024", "06/13/2024"],
    "m/d/y",
    [utc("2024-05-06"), utc("2024-06-13")],
  ],
  ["days that may be months", ["05/06/2024", "01/02/2024"], null, ["05/06/2024", "01/02/2024"]],
  ["a day no calendar has", ["2023-02-29", "2024-01-01"], null, ["2023-02-29", "2024-01-01"]],
  [
    "moments before and after all days of the calendar",
    ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"],
    null,
    ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"],
  ],
  [
    "the first and the last moment",
    ["0001-01-01T00:00-00:00", "9999-12-31T23:59:59+01:00"],
    "iso",
    [utc("0001-01-01"), utc("9999-12-31T22:59:59Z")],
  ],
  ["two ways at once", ["2024-01-01", "31.12.2024"], null, ["2024-01-01", "31.12.2024"]],
];

test.each(dates)("dates: %s", async (_, cells, format, values) => {
  const { report, rows } = await importColumns(`day\n${cells.join("\n")}\n`);
  expect(report[0]).toMatchObject({ kind: format ? "date" : "category", format });
  expect(rows.map(([value]) => value)).toEqual(values);
});

test("what is not certain says so, and what to do about it", async () => {
  const { report } = await importColumns("n;day\n1,234;05/06/2024\n");
  expect(report.map(({ why }) => why)).toEqual([
    "All 1 values may have decimal commas or commas between the thousands; state the format to have numbers",
    "All 1 values may be dates of the form d/m/y or m/d/y; state the format to have dates",
  ]);
});

test("a stated schema decides over the evidence", async () => {
  const { report, rows } = await importColumns(
    "id,answer,day,price,code,on\n1,yes,05/06/2024,2,7,1\n2,N,01/02/2024,3.5,8,0\n",
    {
      schema: {
        id: "category",
        answer: "boolean",
        day: { kind: "date", format: "d/m/y" },
        price: "number",
        code: { kind: "category" },
        on: "boolean",
      },
    },
  );
  expect(rows).toEqual([
    ["1", true, utc("2024-06-05"), 2, "7", true],
    ["2", false, utc("2024-02-01"), 3.5, "8", false],
  ]);
  expect(report[0]).toMatchObject({ kind: "category", why: "Stated with the upload" });
});

test("a stated kind without a format takes the one that fits", async () => {
  const schema = { n: "number", day: "date" } as const;
  const { report, rows } = await importColumns("n;day\n1,5;31.12.2024\n2;1.1.2025\n", { schema });
  expect(report).toMatchObject([{ format: "1234,5" }, { format: "d.m.y" }]);
  expect(rows[0]).toEqual([1.5, utc("2024-12-31")]);
});

test("cells that do not fit a stated kind are refused with their lines", async () => {
  const schema = { n: "number", day: "date" } as const;
  const importing = importColumns("n,day\n1,2024-01-01\nx,2024-02-30\n2,2024-01-01\ny,\n", {
    schema,
  });
  await expect(importing).rejects.toMatchObject({
    code: "dataset-invalid",
    message:
      'Line 3: "x" in the column "n" is not a number of the format 1234.5, nor are 1 other values.',
    hint: expect.stringContaining('"invalid": "missing"'),
    issues: [
      { field: "lines[3].n", value: "x" },
      { field: "lines[5].n", value: "y" },
      { field: "lines[3].day", value: "2024-02-30" },
    ],
  });
});

test("a schema for columns the file does not have is refused by name", async () => {
  const importing = importColumns("a,b\n1,2\n", { schema: { a: "number", c: "number" } });
  await expect(importing).rejects.toMatchObject({
    code: "validation-failed",
    issues: [{ field: "schema.c", value: "c" }],
    hint: "Its columns are: a, b.",
  });
});

const codes: [what: string, cells: string[], why: string][] = [
  ["with leading zeros", ["01569", "007", "7"], "leading zeros"],
  ["with more digits than a number holds", ["9007199254740993", "9007199254740992"], "digits"],
];

test.each(codes)("codes are categories, exact: %s", async (_, cells, why) => {
  const { report, rows } = await importColumns(`id;x\n${cells.map((id) => `${id};a\n`).join("")}`);
  expect(report[0]).toMatchObject({ kind: "category", why: expect.stringContaining(why) });
  expect(rows.map(([value]) => value)).toEqual(cells);
});

test("a column of codes is a number where that is stated", async () => {
  const { rows } = await importColumns("id;x\n007;a\n12;b\n", {
    schema: { id: { kind: "number" } },
  });
  expect(rows.map(([value]) => value)).toEqual([7, 12]);
});
