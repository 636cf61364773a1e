import { createTableBuilder, type Table } from "@rookery/learning";
import type { TrainingSpec } from "../src/index.ts";

/** Two classes that `size` tells apart well but not perfectly, and a column of noise. */
export function makeTable(rows = 200): Table {
  const builder = createTableBuilder([
    { name: "size", kind: "number" },
    { name: "noise", kind: "number" },
    { name: "species", kind: "category" },
  ]);
  for (let row = 0; row < rows; row++) {
    const isLarge = row % 2;
    builder.addRow([isLarge + ((row * 7) % 13) / 8, (row * 5) % 11, isLarge ? "large" : "small"]);
  }
  return builder.build();
}

export const spec: TrainingSpec = {
  target: "species",
  features: ["size", "noise"],
  trainer: "logistic-regression",
  validation: { kind: "k-fold", folds: 5 },
  testFraction: 0.2,
  seed: 7,
};

export const params = { learningRate: 0.01, steps: 50 };

/** Minutes of training, unless something ends it. */
export const endless = {
  table: makeTable(4_000),
  datasetHash: "c0ffee",
  spec,
  params: { learningRate: 0.0001, steps: 100_000 },
  keepModel: false,
};
