import type { MedianPrunerSpec } from "@rookery/contracts";
import type { Pruner } from "./pruner.ts";

/**
 * The median stopping rule: Golovin et al., "Google Vizier: A Service for
 * Black-Box Optimization", KDD 2017, as Optuna's MedianPruner has it. A run
 * stops when its best score so far is below the median of what the others
 * reported at this step. Unlike there, runs still in progress are among the
 * others, as no run waits for another one's end.
 */
export const median: Pruner<MedianPrunerSpec> = {
  name: "median",

  decidesAt({ step, previousStep, options: { warmupSteps, intervalSteps } }) {
    if (step <= warmupSteps) return false;
    const firstStep = warmupSteps + 1;
    const intervals = Math.floor((step - firstStep) / intervalSteps);
    // A trainer may skip steps: the first one reported within an interval decides.
    return previousStep < firstStep + intervals * intervalSteps;
  },

  shouldPrune({ bestScore, peers, options }) {
    const scores = Float64Array.from(peers).filter((score) => !Number.isNaN(score));
    if (scores.length < options.startupRuns) return false;
    return Number.isNaN(bestScore) || bestScore < medianOf(scores);
  },
};

function medianOf(scores: Float64Array): number {
  const sorted = scores.toSorted();
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  return low === high ? low : (low + high) / 2;
}
