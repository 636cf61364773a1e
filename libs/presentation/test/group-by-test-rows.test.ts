import { expect, test } from "vitest";
import { groupByTestRows } from "../src/index.ts";

const rows = {
  dataset: "penguins",
  datasetVersion: 1,
  target: "species",
  testFraction: 0.2,
  seed: 7,
};

test("versions stand together when all of what they were measured on is the same", () => {
  const others = [
    { ...rows, datasetVersion: 2 },
    { ...rows, seed: 8 },
    { ...rows, testFraction: 0.25 },
    { ...rows, target: "sex" },
    { ...rows, dataset: "birds" },
    null,
  ];
  const versions = [rows, ...others, { ...rows }].map((testRows, version) => ({
    version,
    testRows,
  }));
  const groups = groupByTestRows(versions);
  expect(groups.map(({ versions }) => versions.map(({ version }) => version))).toEqual([
    [0, 7],
    [1],
    [2],
    [3],
    [4],
    [5],
    [6],
  ]);
  expect(groups[0]?.measuredOn).toBe("20% of penguins@1 held out with seed 7, for species");
  expect(groups.at(-1)?.measuredOn).toBe("rows that are not known");
});
