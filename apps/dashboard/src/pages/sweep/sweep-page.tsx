import { countFailed, type RunSummary, type Sweep } from "@rookery/contracts";
import { getRouteApi, Link } from "@tanstack/react-router";
import { CopyPlus, Layers } from "lucide-react";
import { ButtonAnchor, ButtonLink } from "../../components/controls/button.tsx";
import { StateBadge } from "../../components/data/badge.tsx";
import { ErrorState, Loading } from "../../components/feedback/states.tsx";
import { NavTabs } from "../../components/layout/nav-tabs.tsx";
import { Page } from "../../components/layout/page.tsx";
import type { SweepView } from "../sweeps/routes.ts";
import { FailuresView } from "./failures/failures-view.tsx";
import { SweepActions } from "./head/sweep-actions.tsx";
import { SweepHead } from "./head/sweep-head.tsx";
import { ListingStates } from "./live/listing-states.tsx";
import { useSweepRuns } from "./live/sweep-listings.ts";
import { useLiveSweep } from "./live/use-live-sweep.ts";
import { OverviewView } from "./overview/overview-view.tsx";
import { PlotsView } from "./plots/plots-view.tsx";
import { RunsView } from "./runs/runs-view.tsx";
import { TimelineView } from "./timeline/timeline-view.tsx";

const route = getRouteApi("/sweeps/$sweepId");
const none: RunSummary[] = [];

export function SweepPage() {
  const { sweepId } = route.useParams();
  const { sweep, isCutOff } = useLiveSweep(sweepId);
  if (sweep.isPending) return <Loading what="Loading the sweep" />;
  if (!sweep.data) {
    return (
      <Page title="Sweep">
        <ErrorState error={sweep.error} onRetry={() => void sweep.refetch()} />
      </Page>
    );
  }
  return <LoadedSweep sweep={sweep.data} isCutOff={isCutOff} />;
}

function LoadedSweep({ sweep, isCutOff }: { sweep: Sweep; isCutOff: boolean }) {
  const { view = "overview" } = route.useSearch();
  const failed = countFailed(sweep.progress);
  return (
    <Page
      title={sweep.name}
      badge={<StateBadge state={sweep.state} />}
      trail={
        <>
          <Link to="/sweeps">Sweeps</Link>
          <span aria-hidden>/</span>
          <Link to="/sweeps" search={{ experiment: sweep.experiment }}>
            {sweep.experiment}
          </Link>
        </>
      }
      subtitle={`${sweep.spec.trainers.join(", ")} for ${sweep.spec.target} on ${sweep.spec.dataset} version ${sweep.spec.datasetVersion}`}
      actions={
        <>
          <SweepActions sweep={sweep} />
          <ButtonLink to="/sweeps/new" search={{ from: sweep.id }}>
            <CopyPlus aria-hidden size={16} />
            Launch one like it
          </ButtonLink>
          <ButtonAnchor href={`/sweeps/${sweep.id}/job`}>
            <Layers aria-hidden size={16} />
            Its job
          </ButtonAnchor>
        </>
      }
    >
      <SweepHead sweep={sweep} isCutOff={isCutOff} />
      <NavTabs<SweepView>
        label="Views of the sweep"
        current={view}
        tabs={[
          { id: "overview", label: "Overview" },
          { id: "runs", label: "Runs" },
          { id: "plots", label: "Plots" },
          { id: "timeline", label: "Timeline" },
          { id: "failures", label: failed > 0 ? `Failures (${failed})` : "Failures" },
        ]}
      />
      <CurrentView sweep={sweep} view={view} />
    </Page>
  );
}

function CurrentView({ sweep, view }: { sweep: Sweep; view: SweepView }) {
  const listing = useSweepRuns(sweep);
  if (view === "timeline") return <TimelineView sweep={sweep} runs={listing.data?.items ?? none} />;
  if (view === "failures") return <FailuresView sweep={sweep} />;
  const View = { runs: RunsView, plots: PlotsView, overview: OverviewView }[view];
  return (
    <ListingStates listing={listing} what="runs" total={sweep.progress.total}>
      {(runs) => <View sweep={sweep} runs={runs} />}
    </ListingStates>
  );
}
