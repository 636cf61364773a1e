import { type Direction, isBetter, type RunSummary } from "@rookery/contracts";
import { hasEnded, readMetric } from "@rookery/presentation";

export interface ScoredRun {
  run: RunSummary;
  score: number;
  /** False of a pruned run: its score stems from a part, so it is never the best. */
  isWhole: boolean;
  /** The best score among the runs that had ended by then; undefined before the first. */
  best: number | undefined;
}

/** The runs with a score in the order they ended, each with the best until then. */
export function trackBest(
  runs: readonly RunSummary[],
  { metric, direction }: { metric: string; direction: Direction },
): ScoredRun[] {
  let best: number | undefined;
  return runs
    .filter(hasEnded)
    .map((run) => ({ run, score: readMetric(run, metric) }))
    .filter((scored): scored is { run: RunSummary; score: number } => scored.score !== undefined)
    .sort((a, b) => compareText(a.run.endedAt ?? "", b.run.endedAt ?? ""))
    .map(({ run, score }) => {
      const isWhole = run.state === "succeeded";
      if (isWhole && isBetter(direction, score, best)) best = score;
      return { run, score, isWhole, best };
    });
}

/** ISO timestamps sort as text; comparing them by locale takes ten times as long. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
