import { countFailed, type RunSummary, type Sweep } from "@rookery/contracts";
import type { ComponentType } from "react";
import type { SweepView } from "../../app/routes.ts";
import { type Views, ViewTabs } from "../../components/layout/view-tabs.tsx";
import { FailuresView } from "./failures/failures-view.tsx";
import { ListingStates } from "./live/listing-states.tsx";
import { useSweepRuns } from "./live/sweep-listings.ts";
import type { ListingQuery } from "./live/use-listing.ts";
import { OverviewView } from "./overview/overview-view.tsx";
import { PlotsView } from "./plots/plots-view.tsx";
import { RunsView } from "./runs/runs-view.tsx";
import { useSweepSearch } from "./sweep-search.ts";
import { TimelineView } from "./timeline/timeline-view.tsx";

interface SweepViewProps {
  sweep: Sweep;
  listing: ListingQuery<RunSummary>;
}

const none: RunSummary[] = [];

const views: Views<SweepView, SweepViewProps> = {
  overview: { label: "Overview", View: showRuns(OverviewView) },
  runs: { label: "Runs", View: showRuns(RunsView) },
  plots: { label: "Plots", View: showRuns(PlotsView) },
  timeline: {
    label: "Timeline",
    View: ({ sweep, listing }) => <TimelineView sweep={sweep} runs={listing.data?.items ?? none} />,
  },
  failures: {
    label: "Failures",
    count: ({ sweep }) => countFailed(sweep.progress),
    View: FailuresView,
  },
};

/** The tabs of a sweep. Whichever is open, its runs are kept up to date. */
export function SweepViews({ sweep }: { sweep: Sweep }) {
  const { view = "overview" } = useSweepSearch();
  const listing = useSweepRuns(sweep);
  return (
    <ViewTabs label="Views of the sweep" views={views} current={view} given={{ sweep, listing }} />
  );
}

/** A view that waits for the runs, and says what of them is missing. */
function showRuns(View: ComponentType<{ sweep: Sweep; runs: readonly RunSummary[] }>) {
  return ({ sweep, listing }: SweepViewProps) => (
    <ListingStates listing={listing} what="runs" total={sweep.progress.total}>
      {(runs) => <View sweep={sweep} runs={runs} />}
    </ListingStates>
  );
}
