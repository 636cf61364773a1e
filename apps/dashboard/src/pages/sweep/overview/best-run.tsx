import type { RunSummary } from "@rookery/contracts";
import {
  createScoreFormat,
  findTied,
  formatCount,
  formatParam,
  hasSpread,
  spreadNote,
} from "@rookery/presentation";
import { Facts } from "../../../components/data/facts.tsx";
import { Panel } from "../../../components/layout/page.tsx";

interface BestRunProps {
  best: RunSummary;
  runs: readonly RunSummary[];
  metric: string;
}

export function BestRun({ best, runs, metric }: BestRunProps) {
  const notes = [
    ...describeTies(best, runs, metric),
    ...(hasSpread([best], metric) ? [`${spreadNote}.`] : []),
  ];
  return (
    <Panel title={`Best run: #${best.number}`} note={notes.join(" ")}>
      <Facts
        facts={[
          ...Object.entries(best.params).map(
            ([name, value]) => [name, formatParam(value)] as const,
          ),
          [metric, <strong key="score">{createScoreFormat([best], metric)(best)}</strong>],
        ]}
      />
    </Panel>
  );
}

const shownTies = 5;

/** Who shares the crown: a tie goes to the lower number, which says nothing about the runs. */
function describeTies(best: RunSummary, runs: readonly RunSummary[], metric: string): string[] {
  const tied = findTied(best, runs, metric);
  if (tied.length === 0) return [];
  const named = tied.slice(0, shownTies).map(({ number }) => `#${number}`);
  const more = tied.length > shownTies ? [`${formatCount(tied.length - shownTies)} more`] : [];
  return [`As good: ${[...named, ...more].join(", ")}. Of runs that are tied, the first is taken.`];
}
