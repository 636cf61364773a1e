import { describe, expect, test } from "vitest";
import { fieldOfIssue } from "../src/pages/launch/field-of-issue.ts";
import { fromRequest, toRequest } from "../src/pages/launch/launch-values.ts";

const trainers = [
  {
    name: "linear",
    description: "",
    task: "classification" as const,
    parameters: {
      properties: {
        c: { type: "number", default: 1 },
        steps: { type: "integer", default: 100 },
        penalty: { type: "string", enum: ["l1", "l2"], default: "l2" },
      },
    },
  },
  {
    name: "forest",
    description: "",
    task: "classification" as const,
    parameters: { properties: { steps: { type: "integer" }, trees: { type: "integer" } } },
  },
];

const base = {
  dataset: "penguins",
  target: "species",
  trainer: "linear",
  space: {},
  sampler: { name: "grid" },
  validation: { kind: "k-fold", folds: 5 },
  promotion: { rule: "better", margin: 0 },
};

describe("a request that was typed comes back out of the form as it was", () => {
  test.each([
    ["the smallest", base],
    [
      "values of every kind",
      { ...base, space: { c: 0.5, steps: { values: [1, 2] }, penalty: "l1" } },
    ],
    ["a range", { ...base, space: { c: { min: 0.1, max: 10, scale: "log", count: 5 } } }],
    ["an integer range", { ...base, space: { steps: { type: "int", min: 1, max: 9, step: 2 } } }],
    [
      "a condition of one's own",
      { ...base, space: { c: { min: 1, max: 2, when: { penalty: "l2" } } } },
    ],
    ["a parameter nobody knows", { ...base, space: { unknown: { values: [1] } } }],
    ["what the form has no field for", { ...base, constraints: ["c < 1"], maxFailures: null }],
    [
      "options",
      {
        ...base,
        runs: 20,
        sampler: { name: "tpe", candidates: 12 },
        pruner: { name: "asha", reductionFactor: 4 },
        objective: { metric: "log_loss", direction: "minimize" },
        validation: { kind: "hold-out", fraction: 0.3 },
        promotion: { rule: "never" },
        features: ["island"],
        seed: 3,
      },
    ],
    [
      "several trainers",
      {
        ...base,
        trainer: ["linear", "forest"],
        space: {
          c: { min: 1, max: 2, when: { trainer: "linear" } },
          penalty: { value: "l1", when: { trainer: "linear" } },
          steps: { values: [5, 6] },
          trees: { values: [10], when: { trainer: "forest" } },
        },
      },
    ],
  ])("%s", (_name, request) => {
    expect(toRequest(fromRequest(request, trainers), trainers)).toEqual(request);
  });
});

test("what is no number is sent as it was typed, for the server to name the trouble", () => {
  const values = fromRequest({ ...base, runs: "many" }, trainers);
  expect(toRequest(values, trainers)).toMatchObject({ runs: "many" });
});

test.each([
  ["space.c.min", "params.c"],
  ["body.space.c", "params.c"],
  ["target", "target"],
  ["objective.metric", "metric"],
  ["trainer.1", "trainers"],
])("the server's issue at %s is shown at %s", (path, field) => {
  expect(fieldOfIssue(path)).toBe(field);
});
