import { describe, expect, test } from "vitest";
import { encodeRows } from "../src/features/encode-rows.ts";
import { featureWidth } from "../src/features/feature-width.ts";
import { fitFeatures } from "../src/features/fit-features.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { readTarget } from "../src/tables/read-target.ts";
import { type PenguinsFixture, readFixture, readPenguins } from "./penguins.ts";

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
