import type { Trainer } from "../../src/pages/launch/request/param-fields.ts";

/** Trainers of both tasks that share some parameters. */
export const trainers: Trainer[] = [
  {
    name: "logistic-regression",
    description: "",
    task: "classification",
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
    task: "classification",
    parameters: {
      properties: { steps: { type: "integer", default: 100 }, trees: { type: "integer" } },
    },
  },
  {
    name: "ridge",
    description: "",
    task: "regression",
    parameters: { properties: { alpha: { type: "number", default: 1 } } },
  },
];
