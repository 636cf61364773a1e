import { type Params, SearchSpace } from "@rookery/contracts";

/** A function to minimize, also in libs/search/test/fixtures/run_optuna.py. */
export interface SearchObjective {
  name: string;
  space: SearchSpace;
  evaluate(params: Params): number;
}

/** Dixon and Szegő, "Towards Global Optimisation 2", 1978. Minimum 0.397887, at three places. */
const branin: SearchObjective = {
  name: "branin",
  space: SearchSpace.parse({ x: { min: -5, max: 10 }, y: { min: 0, max: 15 } }),
  evaluate(params) {
    const { x, y } = params as Record<"x" | "y", number>;
    const valley = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
    return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
};

const peaks = [
  { height: 1, sharpness: [10, 3, 17, 3.5, 1.7, 8], place: [1312, 1696, 5569, 124, 8283, 5886] },
  {
    height: 1.2,
    sharpness: [0.05, 10, 17, 0.1, 8, 14],
    place: [2329, 4135, 8307, 3736, 1004, 9991],
  },
  { height: 3, sharpness: [3, 3.5, 1.7, 10, 17, 8], place: [2348, 1451, 3522, 2883, 3047, 6650] },
  {
    height: 3.2,
    sharpness: [17, 8, 0.05, 10, 0.1, 14],
    place: [4047, 8828, 8732, 5743, 1091, 381],
  },
];

/** Hartmann's function of six variables, from the same book. Minimum -3.32237. */
const hartmann6: SearchObjective = {
  name: "hartmann6",
  space: SearchSpace.parse(
    Object.fromEntries(Array.from({ length: 6 }, (_, axis) => [`x${axis}`, { min: 0, max: 1 }])),
  ),
  evaluate(params) {
    let sum = 0;
    for (const { height, sharpness, place } of peaks) {
      const distance = sharpness.reduce((total, factor, axis) => {
        const gap = (params[`x${axis}`] as number) - (place[axis] as number) / 10_000;
        return total + factor * gap ** 2;
      }, 0);
      sum += height * Math.exp(-distance);
    }
    return -sum;
  },
};

interface Network {
  learningRate: number;
  depth: number;
  units: number;
  activation: "relu" | "tanh" | "gelu";
  optimizer: "adam" | "sgd";
  momentum: number;
}

/** Like tuning a network: integers, logarithms, categories, a condition. Minimum -0.1. */
const mixed: SearchObjective = {
  name: "mixed",
  space: SearchSpace.parse({
    learningRate: { min: 1e-5, max: 1, scale: "log" },
    depth: { type: "int", min: 1, max: 12 },
    units: { type: "int", min: 8, max: 512, scale: "log" },
    activation: { values: ["relu", "tanh", "gelu"] },
    optimizer: { values: ["adam", "sgd"] },
    momentum: { min: 0, max: 0.99, when: { optimizer: "sgd" } },
  }),
  evaluate(params) {
    const { learningRate, depth, units, activation, optimizer, momentum } =
      params as unknown as Network;
    const loss =
      (Math.log10(learningRate) - (optimizer === "sgd" ? -1.5 : -2.8)) ** 2 / 2 +
      ((depth - 7) / 4) ** 2 +
      0.15 * (Math.log2(units) - 7) ** 2 +
      { relu: 0.15, tanh: 0.4, gelu: 0 }[activation];
    if (optimizer === "adam") return loss + 0.05;
    return loss + 4 * (momentum - 0.87) ** 2 - (depth > 5 ? 0.1 : 0);
  },
};

export const objectives: readonly SearchObjective[] = [branin, hartmann6, mixed];
