import { readFileSync } from "node:fs";
import { type ColumnSpec, createTableBuilder } from "../src/tables/create-table-builder.ts";
import type { Table } from "../src/tables/table.ts";

export const penguinFeatures = [
  "culmen_length_mm",
  "culmen_depth_mm",
  "flipper_length_mm",
  "body_mass_g",
  "island",
  "sex",
];

/** All 344 rows; `NA` and the one `.` are missing. The file has no quoted cells. */
export function readPenguins(): Table {
  const text = readFileSync(new URL("../../../data/penguins_size.csv", import.meta.url), "utf8");
  const [header, ...rows] = text.split(/\r?\n/).filter((line) => line !== "");
  const specs: ColumnSpec[] = header.split(",").map((name) => ({
    name,
    kind: ["species", "island", "sex"].includes(name) ? "category" : "number",
  }));
  const builder = createTableBuilder(specs);
  for (const row of rows) {
    builder.addRow(
      row.split(",").map((cell, i) => {
        if (cell === "NA" || cell === ".") return null;
        return specs[i].kind === "number" ? Number(cell) : cell;
      }),
    );
  }
  return builder.build();
}

export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")) as T;
}

export interface PenguinsFixture {
  features: string[];
  heldOut: number[];
  means: number[];
  scales: number[];
  fills: (number | string)[];
  categories: string[][];
  transformed: number[][];
  classes: string[];
  params: { learningRate: number; steps: number };
  weights: number[][];
  binaryWeights: number[][];
  probabilities: number[][];
  metrics: Record<string, number>;
  confusion: number[][];
}
