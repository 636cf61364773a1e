import type { RunSummary, Sweep } from "@rookery/contracts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Loading } from "../../components/loading.tsx";
import { Panel } from "../../components/page.tsx";
import { formatCount } from "../../format/numbers.ts";
import { StillLoading } from "./still-loading.tsx";
import { TimelineChart } from "./timeline-chart.tsx";
import { maxAttempts, useSweepAttempts } from "./use-sweep-attempts.ts";

interface TimelineViewProps {
  sweep: Sweep;
  runs: readonly RunSummary[];
}

export function TimelineView({ sweep, runs }: TimelineViewProps) {
  const { items: attempts, isComplete, isPending, error, refetch } = useSweepAttempts(sweep, runs);
  if (isPending) return <Loading what="Loading the attempts" />;
  if (error && attempts.length === 0) {
    return <ErrorState error={error} onRetry={refetch} />;
  }
  const cut =
    attempts.length >= maxAttempts ? ` Only the first ${formatCount(maxAttempts)} are shown.` : "";
  return (
    <>
      {!isComplete && <StillLoading what="attempts" loaded={attempts.length} />}
      <Panel
        title="Workers and attempts"
        note={`A bar is one attempt at a run; a worker with several threads has several lanes. Scroll to zoom, drag to move, click for the run.${cut}`}
      >
        {attempts.length === 0 ? (
          <EmptyState title="Nothing has been tried yet">
            Attempts appear when a worker takes a run. If none does, start a worker.
          </EmptyState>
        ) : (
          <TimelineChart attempts={attempts} />
        )}
      </Panel>
    </>
  );
}
