import type { RunSummary, Sweep } from "@rookery/contracts";
import { EmptyState } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { ListingStates } from "../live/listing-states.tsx";
import { useSweepAttempts } from "../live/sweep-listings.ts";
import { TimelineChart } from "./timeline-chart.tsx";

interface TimelineViewProps {
  sweep: Sweep;
  runs: readonly RunSummary[];
}

export function TimelineView({ sweep, runs }: TimelineViewProps) {
  return (
    <ListingStates listing={useSweepAttempts(sweep, runs)} what="attempts">
      {(attempts) => (
        <Panel
          title="Workers and attempts"
          note="A bar is one attempt at a run; a worker with several threads has several lanes. Scroll to zoom, drag to move, click for the run."
        >
          {attempts.length === 0 ? (
            <EmptyState title="Nothing has been tried yet">
              Attempts appear when a worker takes a run. If none does, start a worker.
            </EmptyState>
          ) : (
            <TimelineChart attempts={attempts} />
          )}
        </Panel>
      )}
    </ListingStates>
  );
}
