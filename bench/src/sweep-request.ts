import type { SweepRequest } from "@rookery/contracts";

export const datasetName = "penguins";

export interface SweepShape {
  runs: number;
  keepModels: "all" | "best";
}

/**
 * A sweep of exactly `runs` combinations that are as cheap to fit as can be: one
 * gradient step on one split of 344 rows, so nearly all of a run is our own cost.
 */
export function sweepRequest({ runs, keepModels }: SweepShape): SweepRequest {
  return {
    name: `${runs} runs, keep ${keepModels}`,
    dataset: datasetName,
    target: "species",
    space: { learningRate: { min: 0.0001, max: 0.01, count: runs }, steps: 1 },
    validation: { kind: "hold-out", fraction: 0.2 },
    promotion: { rule: "always" },
    keepModels,
  };
}
