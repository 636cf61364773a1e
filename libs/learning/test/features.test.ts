import { describe, expect, test } from "vitest";
import { encodeRows } from "../src/features/encode-rows.ts";
import { featureWidth } from "../src/features/feature-width.ts";
import { fitFeatures } from "../src/features/fit-features.ts";
import { compileRowReader } from "../src/features/read-row.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { readTarget } from "../src/tables/read-target.ts";
import { type PenguinsFixture, readFixture, readPenguins } from "./penguins.ts";

interface IndicatedFixture {
  heldOut: number[];
  transformed: number[][];
}

const fixture = readFixture<PenguinsFixture>("penguins.json");

describe("feature pipeline", () => {
  test("equals scikit-learn's imputer, scaler and one-hot encoder on the penguins", () => {
    const table = readPenguins();
    const heldOut = Int32Array.from(fixture.heldOut);
    const training = readTarget(table, "species", "classification").rows.filter(
      (row) => !heldOut.includes(row),
    );
    const features = fitFeatures(table, fixture.features, training);

    expect(features.map(({ fill }) => fill)).toEqual(
      fixture.fills.map((fill) => (typeof fill === "number" ? expect.closeTo(fill, 9) : fill)),
    );
    for (const [i, feature] of features.entries()) {
      if ("categories" in feature) expect(feature.categories).toEqual(fixture.categories[i - 4]);
      else {
        expect(feature.mean).toBeCloseTo(fixture.means[i], 9);
        expect(feature.scale).toBeCloseTo(fixture.scales[i], 9);
      }
    }
    const matrix = encodeRows(table, features, heldOut);
    expect(matrix.columns).toBe(9);
    const expected = fixture.transformed.flat();
    for (const [i, value] of matrix.values.entries()) expect(value).toBeCloseTo(expected[i], 9);
  });

  test("tells missing values apart as scikit-learn's indicator, and an own category, do", () => {
    const { heldOut, transformed } = readFixture<IndicatedFixture>("missing.json");
    const table = readPenguins();
    const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row);
    const training = rows.filter((row) => !heldOut.includes(row));
    const options = { missingIndicator: "seen" } as const;
    const features = fitFeatures(table, fixture.features, training, options);

    const isTold = (name: string) => !!features.find((one) => one.name === name)?.missingIndicator;
    expect(fixture.features.filter(isTold)).toEqual([
      ...["culmen_length_mm", "culmen_depth_mm", "flipper_length_mm", "body_mass_g"],
      "sex",
    ]);
    const matrix = encodeRows(table, features, Int32Array.from(heldOut));
    const expected = transformed.flat().map((value) => expect.closeTo(value, 9));
    expect([...matrix.values]).toEqual(expected);
  });

  test.each([
    ["seen", ["n", "c", "b"]],
    ["always", ["n", "c", "b", "whole"]],
    ["never", []],
  ] as const)("where `%s` is asked for, %j tell that a value is missing", (asked, told) => {
    const builder = createTableBuilder([
      { name: "n", kind: "number" },
      { name: "c", kind: "category" },
      { name: "b", kind: "boolean" },
      { name: "whole", kind: "date" },
    ]);
    for (const cells of [
      [1, "x", true, 5],
      [null, null, null, 5],
      [1, "x", false, 5],
    ]) {
      builder.addRow(cells);
    }
    const table = builder.build();
    const names = ["n", "c", "b", "whole"];
    const rows = Int32Array.of(0, 1, 2);
    const features = fitFeatures(table, names, rows, { missingIndicator: asked });
    expect(features.filter((one) => one.missingIndicator).map(({ name }) => name)).toEqual(told);

    const { values, columns } = encodeRows(table, features, Int32Array.of(1));
    const filled = { n: [0], c: [1], b: [1, 0], whole: [0] };
    const toldApart = { n: [0, 1], c: [0, 1], b: [0, 0, 1], whole: [0, 0] };
    const isTold = (name: string) => (told as readonly string[]).includes(name);
    const expected = Object.entries(filled).flatMap(([name, alone]) =>
      isTold(name) ? toldApart[name as keyof typeof toldApart] : alone,
    );
    expect([...values]).toEqual(expected);
    expect(columns).toBe(featureWidth(features));

    const read = compileRowReader(features);
    const row = new Float64Array(columns);
    const fail = () => expect.fail("a row of the table is refused");
    const listener = { refuse: fail, take: fail };
    read({ n: null, c: null, b: null, whole: "1970-01-01T00:00:00.005Z" }, row, listener);
    expect(row).toEqual(values);
  });

  test("learns nothing from rows it is not given", () => {
    const table = readPenguins();
    const rows = Int32Array.from({ length: 50 }, (_, i) => i);
    const before = fitFeatures(table, fixture.features, rows);
    const [values] = table.columns.filter(({ name }) => name === "body_mass_g");
    if (values.kind === "number") values.values.fill(1e9, 50);
    expect(fitFeatures(table, fixture.features, rows)).toEqual(before);
  });

  test("constant and empty columns give finite features", () => {
    const builder = createTableBuilder([
      { name: "constant", kind: "number" },
      { name: "empty", kind: "number" },
      { name: "blank", kind: "category" },
      { name: "flag", kind: "boolean" },
    ]);
    for (const flag of [true, null, true]) builder.addRow([0.1, null, null, flag]);
    const table = builder.build();
    const rows = Int32Array.of(0, 1, 2);
    const features = fitFeatures(table, ["constant", "empty", "blank", "flag"], rows);
    expect(featureWidth(features)).toBe(4);
    const values = [...encodeRows(table, features, rows).values];
    const row = [expect.closeTo(0, 12), 0, 0, 1];
    expect(values).toEqual([...row, ...row, ...row]);
  });

  test("a category first met after fitting becomes zeros", () => {
    const builder = createTableBuilder([{ name: "c", kind: "category" }]);
    for (const category of ["b", "c", "a"]) builder.addRow([category]);
    const table = builder.build();
    const features = fitFeatures(table, ["c"], Int32Array.of(0, 1));
    expect([...encodeRows(table, features, Int32Array.of(2, 1)).values]).toEqual([0, 0, 0, 1]);
  });

  test("numbers too large to standardise are refused, not turned into NaN", () => {
    const builder = createTableBuilder([{ name: "n", kind: "number" }]);
    for (const value of [1e308, -1e308, 1.5e308]) builder.addRow([value]);
    expect(() => fitFeatures(builder.build(), ["n"], Int32Array.of(0, 1, 2))).toThrow(
      expect.objectContaining({ code: "training-failed" }),
    );
  });

  test("a column of names is refused by name before it fills the memory", () => {
    const builder = createTableBuilder([
      { name: "size", kind: "number" },
      { name: "id", kind: "category" },
    ]);
    for (let i = 0; i < 12_000; i++) builder.addRow([i, `id-${i}`]);
    const table = builder.build();
    const rows = Int32Array.from({ length: 12_000 }, (_, row) => row);
    const features = fitFeatures(table, ["size", "id"], rows);
    expect(() => encodeRows(table, features, rows)).toThrow(
      expect.objectContaining({
        code: "sweep-invalid",
        issues: [expect.objectContaining({ field: "features", value: "id" })],
      }),
    );
  });
});
