import { readFile } from "node:fs/promises";
import { DatasetProfile } from "@rookery/contracts";
import { readTestTable, testTables } from "@rookery/test";
import { expect, test } from "vitest";
import { diffVersions, importDataset, profileVersion } from "../src/index.ts";
import { bytesOf, importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

interface ExpectedColumn {
  count: number;
  missing: number;
  distinct: number;
  association: { measure: string; value: number; rows: number } | null;
  top?: number;
  mean?: number;
  std?: number;
  quantiles?: Record<string, number>;
  histogram?: { counts: number[]; edges: number[] };
}
type Expected = Record<string, { target: string; columns: Record<string, ExpectedColumn> }>;

const expected: Expected = JSON.parse(
  await readFile(new URL("./fixtures/profiles.json", import.meta.url), "utf8"),
);

async function importTable(table: (typeof testTables)[keyof typeof testTables]) {
  const stream = bytesOf(await readTestTable(table), 4_096);
  const { database } = context;
  return (await importDataset({ database, ...table, stream })).version;
}

const close = (value: number) => expect.closeTo(value, Math.abs(value) < 1 ? 10 : 6);

test.each(Object.keys(expected))(
  "%s: every number agrees with pandas, numpy and scipy",
  async (title) => {
    const { target, columns } = expected[title] as Expected[string];
    const version = await importTable(
      title.startsWith("weather") ? testTables.weather : testTables.birdstrikes,
    );
    const profile = await profileVersion({ database: context.database, version, target });

    expect(DatasetProfile.parse(profile)).toEqual(profile);
    expect(profile.columns.map(({ name }) => name)).toEqual(Object.keys(columns));
    for (const column of profile.columns) {
      const wanted = columns[column.name] as ExpectedColumn;
      const { count, missing, distinct, association } = wanted;
      expect(column, column.name).toMatchObject({ count, missing, distinct });
      expect(column.association).toEqual(
        association && { ...association, value: close(association.value) },
      );
      if (column.kind === "number") {
        expect(column.mean).toEqual(close(wanted.mean as number));
        expect(column.std).toEqual(close(wanted.std as number));
        for (const [share, value] of Object.entries(wanted.quantiles as Record<string, number>)) {
          expect(column.quantiles).toHaveProperty(share, close(value));
        }
      }
      if (column.kind === "number" || column.kind === "date") {
        expect(column.histogram?.counts).toEqual(wanted.histogram?.counts);
      } else {
        expect(column.top[0]?.count).toBe(wanted.top);
      }
    }
  },
);

test("dates have a range, booleans and empty columns a profile as well", async () => {
  const { database } = context;
  const text =
    "day,flag,empty,one,far\n2024-01-01,true,,5,1e308\n2024-01-03,,,5,-1e308\n2024-01-02,true,NA,5,1e308\n";
  const { version } = await importText(database, text, { name: "small" });
  const { columns } = await profileVersion({ database, version, target: "one" });

  expect(columns).toMatchObject([
    {
      min: "2024-01-01T00:00:00.000Z",
      median: "2024-01-02T00:00:00.000Z",
      max: "2024-01-03T00:00:00.000Z",
    },
    { kind: "boolean", count: 2, missing: 1, top: [{ value: "true", count: 2 }] },
    { kind: "category", count: 0, missing: 3, top: [], association: { rows: 3, value: null } },
    { std: 0, histogram: { edges: [5, 5], counts: [3] }, association: null },
    { mean: null, std: null, histogram: null, association: { measure: "pearson", value: null } },
  ]);
});

test("numbers that are further apart than a double can say have quantiles among themselves", async () => {
  const { database } = context;
  const { version } = await importText(database, "a,b\n-1.7e308,1\n1.7e308,2\n", { name: "ends" });
  const profile = await profileVersion({ database, version });
  expect(DatasetProfile.parse(profile)).toEqual(profile);
  expect(profile.columns[0]).toMatchObject({
    quantiles: { min: -1.7e308, p50: -1.7e308, max: 1.7e308 },
  });
});

test("a target that is no column is refused with what there is", async () => {
  const { database } = context;
  const { version } = await importText(database, "a,b\n1,2\n", { name: "refused" });
  await expect(profileVersion({ database, version, target: "c" })).rejects.toMatchObject({
    code: "not-found",
    hint: "Its columns are: a, b.",
  });
});

test("two versions are compared column by column", async () => {
  const { database } = context;
  const first = await importText(database, "a,kind,gone,was\n1,x,1,1\n3,x,1,2\n,y,1,3\n", {
    name: "d",
  });
  const second = await importText(database, "a,kind,was,new\n2,x,u,1\n4,y,v,1\n", { name: "d" });
  const diff = await diffVersions(database, first.version, second.version);

  expect(diff).toMatchObject({ from: { version: 1, rows: 3 }, to: { version: 2, rows: 2 } });
  expect(diff.columns).toEqual([
    {
      name: "a",
      change: "kept",
      from: "number",
      to: "number",
      missingShare: { from: 1 / 3, to: 0 },
      // Means 2 and 3, variances 2 and 2.
      shift: {
        measure: "standardized-mean-difference",
        value: expect.closeTo(1 / Math.sqrt(2), 12),
      },
    },
    {
      name: "kind",
      change: "kept",
      from: "category",
      to: "category",
      missingShare: { from: 0, to: 0 },
      shift: { measure: "total-variation", value: expect.closeTo(1 / 6, 12) },
    },
    expect.objectContaining({
      name: "was",
      change: "kind-changed",
      from: "number",
      to: "category",
    }),
    expect.objectContaining({ name: "new", change: "added", from: null, to: "number" }),
    expect.objectContaining({ name: "gone", change: "removed", from: "number", to: null }),
  ]);
});

test("a column of categories that are nearly unique does not come first, nor does one that chance explains", async () => {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const kind = i % 3 === 0 ? "good" : "plain";
    return `title ${i},pair ${i >> 1},${kind},${i % 2 === 0 ? "yes" : "no"},${(i * 7) % 60}`;
  });
  const { version } = await importText(
    context.database,
    ["title,pair,kind,target,number", ...lines].join("\n"),
    { name: "titles" },
  );
  const associationsWith = async (target: string) => {
    const { database } = context;
    const { columns } = await profileVersion({ database, version, target });
    return Object.fromEntries(columns.map(({ name, association }) => [name, association?.value]));
  };
  // Without the correction `title` and `pair` have 1 and 0.85 of the number, and `title` 1 of the class.
  expect(await associationsWith("target")).toMatchObject({ title: null, pair: 0, kind: 0 });
  const { title, pair, kind } = await associationsWith("number");
  expect([title, kind]).toEqual([null, 0]);
  // By fixtures/generate.py.
  expect(pair).toBeCloseTo(0.6835298930947339, 12);
});
