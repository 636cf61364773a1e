import type { SweepRequest } from "@rookery/contracts";

/** The sweep the demo launches: 24 combinations on 344 penguins, five folds each. */
export const penguinsSweep: SweepRequest = {
  name: "penguins",
  dataset: "penguins",
  target: "species",
  trainer: "logistic-regression",
  space: {
    learningRate: { values: [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1] },
    steps: { values: [50, 100, 200, 400] },
  },
  validation: { kind: "k-fold", folds: 5 },
  testFraction: 0.2,
  seed: 7,
  objective: { metric: "accuracy" },
  promotion: { rule: "better", margin: 0 },
};

/** A bird the model has not seen. */
export const samplePenguin = {
  island: "Biscoe",
  culmen_length_mm: 46.1,
  culmen_depth_mm: 13.2,
  flipper_length_mm: 211,
  body_mass_g: 4500,
  sex: "FEMALE",
};
