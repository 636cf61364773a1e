import type { Activity, Worker } from "@rookery/contracts";
import { formatCount } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { ButtonAnchor } from "../../components/controls/button.tsx";
import { Figures } from "../../components/data/facts.tsx";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { Skeleton, SkeletonRows } from "../../components/feedback/states.tsx";
import { Page, Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import { QueuesTable } from "./queues-table.tsx";
import { ThroughputChart } from "./throughput-chart.tsx";
import { countBusy, WorkersTable } from "./workers-table.tsx";

/** Whole minutes, the one going on left out. */
const paceMinutes = 5;

export function WorkersPage() {
  const workers = useQuery(queries.workers.list());
  const activity = useQuery(queries.workers.activity());
  const isBroken = workers.isLoadingError || activity.isLoadingError;
  return (
    <Page
      title="Workers and queues"
      subtitle="Who trains, what is waiting, and how fast it goes. Always up to date."
      actions={
        <ButtonAnchor href="/queues">
          Bull Board
          <ExternalLink aria-hidden size={14} />
        </ButtonAnchor>
      }
    >
      {workers.data && activity.data ? (
        <Headline workers={workers.data.items} activity={activity.data} />
      ) : (
        !isBroken && <Skeleton height="4.75rem" />
      )}
      <Panel flush title="Workers" note="Heard of in the last day.">
        <QueryStates query={workers} loading={<SkeletonRows what="Loading the workers" rows={3} />}>
          {({ items }) => <WorkersTable workers={items} />}
        </QueryStates>
      </Panel>
      <Panel title="Attempts ended by minute" note="Of all workers, in the last hour.">
        <QueryStates query={activity} loading={<Skeleton height="8.25rem" />}>
          {({ minutes }) => <ThroughputChart minutes={minutes} />}
        </QueryStates>
      </Panel>
      <Panel flush title="Queues" note="Jobs; what became of runs stands in PostgreSQL.">
        <QueryStates query={activity} loading={<SkeletonRows what="Loading the queues" rows={2} />}>
          {({ queues }) => <QueuesTable queues={queues} />}
        </QueryStates>
      </Panel>
    </Page>
  );
}

function Headline({ workers, activity }: { workers: readonly Worker[]; activity: Activity }) {
  const alive = workers.filter(({ state, excluded }) => state === "alive" && excluded === null);
  const threads = alive.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const busy = alive.reduce((sum, worker) => sum + countBusy(worker), 0);
  const recent = activity.minutes.slice(-1 - paceMinutes, -1);
  const pace = recent.reduce((sum, { ended }) => sum + ended, 0) / paceMinutes;
  return (
    <Figures
      facts={[
        ["Workers at work", formatCount(alive.length)],
        ["Threads busy", `${formatCount(busy)} of ${formatCount(threads)}`],
        [
          `Runs a minute, last ${paceMinutes} min`,
          pace < 10 ? pace.toFixed(1) : formatCount(Math.round(pace)),
        ],
        ["Runs waiting", formatCount(activity.queues.runs.waiting)],
      ]}
    />
  );
}
