import { scoreOf } from "@rookery/contracts";
import { getPruner } from "@rookery/search";
import type { Progress, ProgressRules } from "./progress.ts";

/** Follows a run's steps and says at which of them the pruner decides. */
export function createExaminer({ objective, pruner: options }: ProgressRules) {
  const pruner = getPruner(options.name);
  let previousStep = 0;
  let bestScore = Number.NEGATIVE_INFINITY;

  return (step: number, values: Record<string, number>): Progress["question"] => {
    const value = values[objective.metric];
    if (value === undefined) return null;
    const score = scoreOf(objective.direction, value);
    if (score > bestScore) bestScore = score;
    const decides = pruner.decidesAt({ step, previousStep, options });
    previousStep = step;
    return decides ? { score, bestScore } : null;
  };
}
