import type { RunSummary, SweepSpec } from "@rookery/contracts";
import { type Importance, measureImportance } from "@rookery/importance";
import { readScore } from "@rookery/presentation";

/** What decides about the objective, by the runs that have a score; null when there is not enough to tell. */
export function explainScores(
  runs: readonly RunSummary[],
  { objective, space }: Pick<SweepSpec, "objective" | "space">,
): Importance | null {
  const scored = runs.flatMap((run) => {
    const score = readScore(run, objective.metric);
    return score === undefined ? [] : [{ params: run.params, score }];
  });
  return measureImportance({ runs: scored, direction: objective.direction, space });
}
