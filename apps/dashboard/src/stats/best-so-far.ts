import type { RunSummary } from "@rookery/contracts";
import { hasEnded, readMetric } from "../sweep-runs.ts";

export interface ScoredRun {
  run: RunSummary;
  score: number;
  /** The best score among the runs that had ended by then. */
  best: number;
}

/** The runs with a score in the order they ended, each with the best until then. */
export function trackBest(
  runs: readonly RunSummary[],
  { metric, direction }: { metric: string; direction: "maximize" | "minimize" },
): ScoredRun[] {
  const better = direction === "maximize" ? Math.max : Math.min;
  let best: number | undefined;
  return runs
    .filter(hasEnded)
    .map((run) => ({ run, score: readMetric(run, metric) }))
    .filter((scored): scored is { run: RunSummary; score: number } => scored.score !== undefined)
    .sort((a, b) => (a.run.endedAt ?? "").localeCompare(b.run.endedAt ?? ""))
    .map(({ run, score }) => {
      best = best === undefined ? score : better(best, score);
      return { run, score, best };
    });
}
