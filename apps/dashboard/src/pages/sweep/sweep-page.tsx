import type { Sweep } from "@rookery/contracts";
import { getRouteApi, Link } from "@tanstack/react-router";
import { CopyPlus, Layers } from "lucide-react";
import { ButtonAnchor, ButtonLink } from "../../components/controls/button.tsx";
import { StateBadge } from "../../components/data/badge.tsx";
import { ErrorState, Loading } from "../../components/feedback/states.tsx";
import { Page } from "../../components/layout/page.tsx";
import { SweepActions } from "./head/sweep-actions.tsx";
import { SweepHead } from "./head/sweep-head.tsx";
import { useLiveSweep } from "./live/use-live-sweep.ts";
import { SweepViews } from "./sweep-views.tsx";

const route = getRouteApi("/sweeps/$sweepId");

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
      <SweepViews sweep={sweep} />
    </Page>
  );
}
