import { readTestTable, type TestTable, testTables } from "@rookery/test";
import { expect, test } from "vitest";
import { importDataset, loadTable } from "../src/index.ts";
import { bytesOf, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

async function importTable(table: TestTable) {
  const stream = bytesOf(await readTestTable(table), 4_096);
  const { version } = await importDataset({ database: context.database, ...table, stream });
  return {
    version,
    columns: version.columns.map(({ name, kind, missing, distinct }) => [
      name,
      kind,
      missing,
      distinct,
    ]),
  };
}

test("a table with dates", async () => {
  const { version, columns } = await importTable(testTables.weather);
  expect(version).toMatchObject({ rows: 1461, report: { format: "csv", encoding: "utf-8" } });
  expect(columns).toEqual([
    ["date", "date", 0, 1461],
    ["precipitation", "number", 0, 111],
    ["temp_max", "number", 0, 67],
    ["temp_min", "number", 0, 55],
    ["wind", "number", 0, 79],
    ["weather", "category", 0, 5],
  ]);
  expect(version.report.columns[0]).toMatchObject({
    format: "iso",
    why: "All 1461 values are ISO 8601 dates",
  });
  const [date] = (await loadTable({ database: context.database, datasetVersionId: version.id }))
    .columns;
  if (date?.kind !== "date") throw new Error("The dates have another kind");
  expect([date.values[0], date.values[1460]]).toEqual([
    Date.UTC(2012, 0, 1),
    Date.UTC(2015, 11, 31),
  ]);
});

test("a table of a German spreadsheet", async () => {
  const { version, columns } = await importTable(testTables.wine);
  expect(version.report).toMatchObject({ encoding: "windows-1252", delimiter: "semicolon" });
  expect(columns).toEqual([
    ["Alkohol", "number", 0, 126],
    ["Äpfelsäure", "number", 0, 133],
    ["Asche", "number", 0, 79],
    ["Alkalität der Asche", "number", 0, 63],
    ["Magnesium", "number", 0, 53],
    ["Phenole", "number", 0, 97],
    ["Flavonoide", "number", 0, 132],
    ["Übrige Phenole", "number", 0, 39],
    ["Proanthocyane", "number", 0, 101],
    ["Farbintensität", "number", 0, 132],
    ["Farbton", "number", 0, 78],
    ["OD280/OD315", "number", 0, 122],
    ["Prolin", "number", 0, 121],
    ["Rebsorte", "category", 0, 3],
    ["Prüfdatum", "date", 0, 178],
  ]);
  expect(version.report.columns[12]?.why).toBe(
    "All 178 values are numbers with points between the thousands, which other columns show",
  );
  const { rows } = await context.database.pool.query(
    `select avg("Prolin") as prolin, avg("Farbintensität") as colour, max("Prüfdatum") as last,
            count(*) filter (where "Rebsorte" = 'Grüner')::int as green from processed.wine_v1`,
  );
  expect(rows).toEqual([
    {
      prolin: expect.closeTo(746.8933, 4),
      colour: expect.closeTo(5.05809, 5),
      last: new Date("2024-06-23"),
      green: 71,
    },
  ]);
});

test("a table of JSON lines with missing keys", async () => {
  const { version, columns } = await importTable(testTables.gapminder);
  expect(version.report).toMatchObject({
    format: "json-lines",
    encoding: "utf-8",
    delimiter: null,
  });
  expect(columns).toEqual([
    ["year", "date", 0, 11],
    ["country", "category", 0, 62],
    ["cluster", "category", 0, 6],
    ["pop", "number", 0, 682],
    ["life_expect", "number", 0, 614],
    ["fertility", "number", 24, 378],
  ]);
  expect(version.report.columns[5]).toMatchObject({ nulls: 24, missingTokens: {} });
});

test("a Parquet table of several row groups, with nulls", async () => {
  const { version, columns } = await importTable(testTables.birdstrikes);
  expect(version).toMatchObject({ rows: 2000, report: { format: "parquet", encoding: null } });
  expect(columns).toEqual([
    ["airport_name", "category", 0, 50],
    ["aircraft_make_model", "category", 0, 146],
    ["effect_amount_of_damage", "category", 1791, 4],
    ["flight_date", "date", 0, 1871],
    ["aircraft_airline_operator", "category", 0, 45],
    ["origin_state", "category", 0, 29],
    ["phase_of_flight", "category", 0, 6],
    ["wildlife_size", "category", 0, 3],
    ["wildlife_species", "category", 0, 34],
    ["time_of_day", "category", 0, 4],
    ["cost_other", "number", 0, 16],
    ["cost_repair", "number", 0, 43],
    ["cost_total", "number", 0, 51],
    ["speed_ias_in_knots", "number", 555, 84],
  ]);
  expect(version.report.columns[3]?.why).toBe("The file says INT32 DATE");
  expect(version.report.columns[13]).toMatchObject({ nulls: 555, missingTokens: {} });
  const raw = await context.database.pool.query(
    "select count(*)::int as rows, count(speed_ias_in_knots)::int as speeds from raw.birdstrikes_v1",
  );
  expect(raw.rows).toEqual([{ rows: 2000, speeds: 1445 }]);
});
