import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import type { CategoryColumn, NumberColumn, Table } from "../src/tables/table.ts";

function smallTable(): Table {
  const builder = createTableBuilder([
    { name: "size", kind: "number" },
    { name: "colour", kind: "category" },
    { name: "wild", kind: "boolean" },
  ]);
  builder.addRow([1.5, "red", true]);
  builder.addRow([null, "blue", false]);
  builder.addRow([3, null, null]);
  return builder.build();
}

describe("table builder", () => {
  test("keeps values, codes and missing cells apart", () => {
    const [size, colour, wild] = smallTable().columns as [
      NumberColumn,
      CategoryColumn,
      CategoryColumn,
    ];
    expect([...size.values]).toEqual([1.5, Number.NaN, 3]);
    expect(colour.categories).toEqual(["blue", "red"]);
    expect([...colour.codes]).toEqual([1, 0, -1]);
    expect(wild.categories).toEqual(["false", "true"]);
    expect([...wild.codes]).toEqual([1, 0, -1]);
  });

  test("grows past its first allocation without losing rows", () => {
    const builder = createTableBuilder([{ name: "n", kind: "number" }]);
    for (let i = 0; i < 10_000; i++) builder.addRow([i]);
    const table = builder.build();
    expect(table.rowCount).toBe(10_000);
    expect((table.columns[0] as NumberColumn).values).toEqual(
      Float64Array.from({ length: 10_000 }, (_, i) => i),
    );
  });

  test("refuses a cell of another kind and a row of another length", () => {
    const builder = createTableBuilder([{ name: "n", kind: "number" }]);
    expect(() => builder.addRow(["1"])).toThrow(/Column n takes a number/);
    expect(() => builder.addRow([1, 2])).toThrow(/2 cells/);
  });

  test("a posted table shares its cells with the thread", async () => {
    const table = smallTable();
    const worker = new Worker(
      `const { parentPort, workerData } = require("node:worker_threads");
       workerData.columns[0].values[0] = 42;
       parentPort.postMessage("written");`,
      { eval: true, workerData: table },
    );
    await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    await worker.terminate();
    expect((table.columns[0] as NumberColumn).values[0]).toBe(42);
  });
});
