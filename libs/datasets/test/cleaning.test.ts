import { CleaningRules, type CleaningRulesInput } from "@rookery/contracts";
import { expect, test } from "vitest";
import { importText, listEverything, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

let tables = 0;
async function clean(text: string, rules: CleaningRulesInput, name = `cleaned-${++tables}`) {
  const { version, created } = await importText(context.database, text, {
    name,
    cleaning: CleaningRules.parse(rules),
  });
  const { rows } = await context.database.pool.query({
    text: `select * from processed."${name}_v${version.version}" order by row_number`,
    rowMode: "array",
  });
  return { version, created, rows: rows.map((row: unknown[]) => row.slice(1)) };
}

const column = (cells: (string | number)[]) =>
  `x,row\n${cells.map((cell, i) => `${cell},r${i}`).join("\n")}\n`;
const first = (rows: unknown[][]) => rows.map(([value]) => value);

test("missing tokens are added or replaced, for all columns or for one", async () => {
  const text = "a,b\n-,none\nNA,-\nx,NA\n";
  const added = await clean(text, { missing: { add: ["-"] } });
  expect(added.rows).toEqual([
    [null, "none"],
    ["x", null],
  ]);
  const replaced = await clean(text, { columns: { b: { missing: { replace: ["none"] } } } });
  expect(replaced.rows).toEqual([
    ["-", null],
    [null, "-"],
    ["x", "NA"],
  ]);
});

test("cells that do not fit their stated kind may count as missing", async () => {
  const { version, rows } = await importText(context.database, "n,x\n1,a\n?,b\nabc,c\n1e999,d\n", {
    name: "misfits",
    schema: { n: "number" },
    cleaning: CleaningRules.parse({ invalid: "missing" }),
  }).then(async ({ version }) => ({
    version,
    rows: (
      await context.database.pool.query("select n from processed.misfits_v1 order by row_number")
    ).rows,
  }));
  expect(rows.map(({ n }) => n)).toEqual([1, null, null, null]);
  expect(version.columns[0]).toMatchObject({ missing: 3 });
  expect(version.report.columns[0]).toMatchObject({ invalid: 2, missingTokens: { "?": 1 } });
});

test("columns and incomplete rows are dropped, and the report says why", async () => {
  const text = "a,b,c,d\n1,x,,9\n,y,,9\n,,,\n3,,,9\n4,z,,9\n";
  const { version, rows } = await clean(text, { dropColumns: ["c"], dropMissing: ["a", "b"] });
  expect(rows).toEqual([
    [1, "x", 9],
    [4, "z", 9],
  ]);
  expect(version.report).toMatchObject({
    rawRows: 5,
    rows: 2,
    droppedRows: 3,
    droppedColumns: ["c"],
    droppedFor: [
      { reason: "no value in any column", rows: 1 },
      { reason: 'no value in "a"', rows: 1 },
      { reason: 'no value in "b"', rows: 1 },
    ],
  });
  expect(version.columns.map(({ name }) => name)).toEqual(["a", "b", "d"]);
  expect((await clean(text, { dropColumns: ["c"], dropMissing: "any" })).version.rows).toBe(2);
});

test.each([
  ["mean", 4],
  ["median", 2.5],
  ["most-frequent", 2],
] as const)("missing numbers become the %s", async (method, value) => {
  const { version, rows } = await clean(column([1, 2, "", 2, 3, 3, 13, "NA"]), {
    columns: { x: { impute: { with: method } } },
  });
  expect(first(rows)).toEqual([1, 2, value, 2, 3, 3, 13, value]);
  expect(version.columns[0]).toMatchObject({ missing: 0 });
  expect(version.report.columns[0]?.imputed).toEqual({ values: 2, with: method, value });
});

test("every kind can be imputed by what it has", async () => {
  const text =
    "n,c,f,d\n1,a,true,2024-01-01\n,,,\n,b,,2024-01-03\n2,b,false,\n3,,true,2024-01-01\n";
  const { rows, version } = await clean(text, {
    defaults: {
      number: { impute: { with: "constant", value: -1.5 } },
      category: { impute: { with: "constant", value: "it's \\ missing" } },
      boolean: { impute: { with: "most-frequent" } },
      date: { impute: { with: "median" } },
    },
    columns: { n: { impute: { with: "mean" } } },
  });
  const newYear = new Date("2024-01-01");
  expect(rows).toEqual([
    [1, "a", true, newYear],
    [2, "b", true, new Date("2024-01-03")],
    [2, "b", false, newYear],
    [3, "it's \\ missing", true, newYear],
  ]);
  expect(version.report.columns.map(({ imputed }) => imputed?.value)).toEqual([
    2,
    "it's \\ missing",
    true,
    "2024-01-01T00:00:00.000Z",
  ]);
  expect(version.report.notes.at(-1)).toContain("imputed from all rows");
});

test("numbers are clipped at bounds or quantiles, before they are imputed", async () => {
  const cells = [-100, 1, 2, 3, 4, 5, "", 6, 7, 8, 100];
  const bounds = await clean(column(cells), {
    columns: { x: { clip: { min: 0, maxQuantile: 0.9 }, impute: { with: "mean" } } },
  });
  expect(first(bounds.rows)).toEqual([
    0,
    1,
    2,
    3,
    4,
    5,
    expect.closeTo(5.32),
    6,
    7,
    8,
    expect.closeTo(17.2),
  ]);
  expect(bounds.version.report.columns[0]?.clipped).toEqual({
    low: 1,
    high: 1,
    min: 0,
    max: expect.closeTo(17.2),
  });
});

test("bounds that cross once the quantile is known are refused", async () => {
  const rules: CleaningRulesInput = { columns: { x: { clip: { min: 50, maxQuantile: 0.5 } } } };
  await expect(clean(column([1, 2, 3]), rules)).rejects.toMatchObject({ code: "dataset-invalid" });
});

test("numbers at the ends of what a double holds are clipped and imputed, but have no mean", async () => {
  const ends = column([-1.7e308, 1.7e308, ""]);
  const median = await clean(ends, {
    columns: { x: { clip: { maxQuantile: 0.5 }, impute: { with: "median" } } },
  });
  expect(first(median.rows)).toEqual([-1.7e308, -1.7e308, -1.7e308]);
  await expect(
    clean(column([1.7e308, 1.7e308, ""]), { columns: { x: { impute: { with: "mean" } } } }),
  ).rejects.toMatchObject({ code: "dataset-invalid", hint: expect.stringContaining("median") });
});

test("the report shows the very date that was imputed, in the first century as well", async () => {
  const { version } = await clean("x,y\n0033-01-01T10:30:00.25,1\n,2\n", {
    columns: { x: { impute: { with: "most-frequent" } } },
  });
  expect(version.report.columns[0]?.imputed?.value).toBe("0033-01-01T10:30:00.250Z");
});

test("rare categories become one, by count or by share", async () => {
  const cells = ["a", "a", "a", "b", "b", "c", "", "d"];
  const byCount = await clean(column(cells), {
    columns: { x: { rare: { minCount: 2, label: "rest" } } },
  });
  expect(first(byCount.rows)).toEqual(["a", "a", "a", "b", "b", "rest", null, "rest"]);
  expect(byCount.version.report.columns[0]?.folded).toEqual({
    values: 2,
    categories: 2,
    label: "rest",
  });
  // 7 values: 2 of them are 28.6 %.
  const byShare = await clean(column(cells), {
    columns: { x: { rare: { minShare: 0.3 }, impute: { with: "most-frequent" } } },
  });
  expect(first(byShare.rows)).toEqual(["a", "a", "a", "other", "other", "other", "other", "other"]);
});

test("the rules are part of what a version is", async () => {
  const text = "a,b\n1,x\n,y\n";
  const plain = await clean(text, {}, "rules");
  const rules = { columns: { a: { impute: { with: "mean" } } } } as const;
  const imputed = await clean(text, rules, "rules");
  expect([plain.version.version, imputed.version.version]).toEqual([1, 2]);
  expect(imputed.version.contentHash).toBe(plain.version.contentHash);
  expect(imputed.version.cleaning).toEqual(CleaningRules.parse(rules));
  expect(await clean(text, rules, "rules")).toEqual({ ...imputed, created: false });
  expect(await clean(text, { invalid: "refuse", columns: {} }, "rules")).toMatchObject({
    created: false,
    version: { version: 1 },
  });
});

const refused: [what: string, rules: CleaningRulesInput, field: string][] = [
  ["an unknown column", { columns: { z: { rare: { minCount: 2 } } } }, "cleaning.columns.z"],
  ["dropping an unknown column", { dropColumns: ["z"] }, "cleaning.dropColumns[0]"],
  ["requiring an unknown column", { dropMissing: ["n", "z"] }, "cleaning.dropMissing[1]"],
  ["dropping every column", { dropColumns: ["n", "c"] }, "cleaning.dropColumns"],
  [
    "the mean of a category",
    { columns: { c: { impute: { with: "mean" } } } },
    "cleaning.columns.c.impute",
  ],
  ["clipping a category", { columns: { c: { clip: { min: 1 } } } }, "cleaning.columns.c.clip"],
  [
    "rare numbers",
    { defaults: { number: { rare: { minCount: 2 } } } },
    "cleaning.defaults.number.rare",
  ],
  [
    "a word for a number",
    { columns: { n: { impute: { with: "constant", value: "x" } } } },
    "cleaning.columns.n.impute",
  ],
];

test.each(refused)("%s is refused by name and leaves nothing", async (_, rules, field) => {
  const before = await listEverything(context.database);
  await expect(clean("n,c\n1,x\n2,y\n", rules)).rejects.toMatchObject({
    code: "validation-failed",
    issues: [{ field }],
    hint: expect.any(String),
  });
  expect(await listEverything(context.database)).toEqual(before);
});

test("rules that leave no row are refused", async () => {
  await expect(clean("n,c\n1,\n,y\n", { dropMissing: "any" })).rejects.toMatchObject({
    code: "dataset-invalid",
  });
});

test.each<[string, unknown]>([
  ["a rule that does not exist", { trim: true }],
  ["both bounds below", { columns: { a: { clip: { min: 1, minQuantile: 0.1 } } } }],
  ["bounds the wrong way round", { columns: { a: { clip: { min: 2, max: 1 } } } }],
  ["no bound", { columns: { a: { clip: {} } } }],
  ["tokens added and replaced", { missing: { add: ["x"], replace: ["y"] } }],
  ["a share above one", { columns: { a: { rare: { minShare: 1.5 } } } }],
  ["requiring a column that is dropped", { dropColumns: ["a"], dropMissing: ["a"] }],
  ["NUL for a constant", { columns: { a: { impute: { with: "constant", value: "\0" } } } }],
  ["half a character for a label", { columns: { a: { rare: { minCount: 2, label: "\ud800" } } } }],
  ["NUL for a missing token", { missing: { add: ["\0"] } }],
  ["a constant without a value", { columns: { a: { impute: { with: "constant" } } } }],
])("%s is no cleaning rule", (_, rules) => {
  expect(CleaningRules.safeParse(rules).success).toBe(false);
});
