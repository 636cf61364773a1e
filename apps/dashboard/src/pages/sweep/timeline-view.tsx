import type { Sweep } from "@rookery/contracts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Loading } from "../../components/loading.tsx";
import { Panel } from "../../components/page.tsx";
import { formatCount } from "../../format/numbers.ts";
import { TimelineChart } from "./timeline-chart.tsx";
import { maxAttempts, useSweepAttempts } from "./use-sweep-attempts.ts";

export function TimelineView({ sweep }: { sweep: Sweep }) {
  const attempts = useSweepAttempts(sweep);
  if (attempts.isPending) return <Loading what="Loading the attempts" />;
  if (!attempts.data) {
    return <ErrorState error={attempts.error} onRetry={() => void attempts.refetch()} />;
  }
  const { data } = attempts;
  const cut =
    data.length >= maxAttempts ? ` Only the first ${formatCount(maxAttempts)} are shown.` : "";
  return (
    <Panel
      title="Workers and attempts"
      note={`A bar is one attempt at a run; a worker with several threads has several lanes. Scroll to zoom, drag to move, click for the run.${cut}`}
    >
      {data.length === 0 ? (
        <EmptyState title="Nothing has been tried yet">
          Attempts appear when a worker takes a run. If none does, start a worker.
        </EmptyState>
      ) : (
        <TimelineChart attempts={data} />
      )}
    </Panel>
  );
}
