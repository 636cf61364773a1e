import { beforeAll, describe, expect, test } from "vitest";
import { evaluateModel } from "../src/evaluate/evaluate-model.ts";
import { fitModel } from "../src/model/fit-model.ts";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import type { Table } from "../src/tables/table.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";

const trainers = createTrainers();

const nothingFits = -Math.log(Number.EPSILON);
type Row = [number | null, string | null];

function makeTable(rows: Row[]): Table {
  const builder = createTableBuilder([
    { name: "size", kind: "number" },
    { name: "species", kind: "category" },
  ]);
  for (const row of rows) builder.addRow(row);
  return builder.build();
}

const twoClasses: Row[] = Array.from({ length: 40 }, (_, row) => [
  (row % 2) * 10 + (row % 5),
  row % 2 ? "b" : "a",
]);
const model = fitModel({
  table: makeTable(twoClasses),
  target: "species",
  features: ["size"],
  trainer: trainers.findFitting("logistic-regression"),
  params: { learningRate: 0.05, steps: 500 },
  testFraction: 0,
  seed: 1,
  datasetVersion: "v1",
});
const allOf = (table: Table) => Int32Array.from({ length: table.rowCount }, (_, row) => row);

describe("rows of classes a model does not know", () => {
  // 8 rows it gets right, 2 of class c, which no model of a and b can.
  const table = makeTable([...twoClasses.slice(0, 8), [2, "c"], [11, "c"]]);
  let evaluation: ReturnType<typeof evaluateModel>;
  let onKnown: ReturnType<typeof evaluateModel>;
  beforeAll(async () => {
    evaluation = evaluateModel(await model, { trainers, table, rows: allOf(table) });
    onKnown = evaluateModel(await model, { trainers, table, rows: allOf(table).slice(0, 8) });
  });

  test("count as wrong", () => {
    expect(onKnown.metrics.accuracy).toBe(1);
    expect(evaluation.rowCount).toBe(10);
    expect(evaluation.confusion).toEqual({
      labels: ["a", "b", "c"],
      counts: [
        [4, 0, 0],
        [0, 4, 0],
        [1, 1, 0],
      ],
    });
    // Recall 1, 1, 0; precision 4/5, 4/5, 0; F1 8/9, 8/9, 0.
    expect(evaluation.metrics.accuracy).toBe(0.8);
    expect(evaluation.metrics.balanced_accuracy).toBeCloseTo(2 / 3, 12);
    expect(evaluation.metrics.precision_macro).toBeCloseTo(1.6 / 3, 12);
    expect(evaluation.metrics.f1_macro).toBeCloseTo(16 / 27, 12);
  });

  test("have probability 0, which log loss keeps an epsilon away", () => {
    const expected = (8 * onKnown.metrics.log_loss + 2 * nothingFits) / 10;
    expect(evaluation.metrics.log_loss).toBeCloseTo(expected, 10);
    expect(evaluation.metrics.roc_auc).toBeLessThan(onKnown.metrics.roc_auc);
  });
});

test("all of a table's rows may be of classes the model does not know", async () => {
  const table = makeTable([
    [1, "x"],
    [2, "y"],
  ]);
  const { metrics, rowCount } = evaluateModel(await model, { trainers, table, rows: allOf(table) });
  expect(rowCount).toBe(2);
  expect(metrics.accuracy).toBe(0);
  expect(metrics.log_loss).toBeCloseTo(nothingFits, 10);
});

test("a class that other rows have does not join the labels", async () => {
  const table = makeTable([...twoClasses.slice(0, 8), [2, "c"]]);
  const { confusion } = evaluateModel(await model, {
    trainers,
    table,
    rows: allOf(table).slice(0, 8),
  });
  expect(confusion?.labels).toEqual(["a", "b"]);
});

test("a row without a target is refused, not left out", async () => {
  const table = makeTable([...twoClasses.slice(0, 8), [2, null]]);
  const judge = async () => evaluateModel(await model, { trainers, table, rows: allOf(table) });
  await expect(judge).rejects.toThrow("without a target");
});
