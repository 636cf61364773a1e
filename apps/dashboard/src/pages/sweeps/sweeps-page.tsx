import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Loading } from "../../components/loading.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { isLive } from "../../sweep-progress.ts";
import type { SweepFilter } from "./routes.ts";
import { SweepFilters } from "./sweep-filters.tsx";
import { SweepsTable } from "./sweeps-table.tsx";

const route = getRouteApi("/sweeps");
const pageSize = 25;
const refreshMs = 2_000;

export function SweepsPage() {
  const { cursor, ...filter } = route.useSearch();
  const sweeps = useQuery({
    queryKey: ["sweeps", { ...filter, cursor }],
    queryFn: () => api.sweeps.list({ limit: pageSize, ...filter, ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.items.some((sweep) => isLive(sweep.state)) ? refreshMs : false,
  });
  return (
    <Page
      title="Sweeps"
      subtitle="Searches for the best parameters, newest first."
      actions={
        <ButtonLink look="primary" to="/sweeps/new">
          Launch a sweep
        </ButtonLink>
      }
    >
      <SweepFilters />
      <Panel flush>
        {sweeps.isPending && <Loading what="Loading the sweeps" />}
        {sweeps.isError && !sweeps.data && (
          <ErrorState error={sweeps.error} onRetry={() => void sweeps.refetch()} />
        )}
        {sweeps.data?.items.length === 0 && <NoSweeps filter={filter} />}
        {sweeps.data && sweeps.data.items.length > 0 && <SweepsTable sweeps={sweeps.data.items} />}
      </Panel>
      <Pager>
        {cursor && (
          <ButtonLink to="/sweeps" search={filter}>
            Newest
          </ButtonLink>
        )}
        {sweeps.data?.nextCursor && (
          <ButtonLink to="/sweeps" search={{ ...filter, cursor: sweeps.data.nextCursor }}>
            Older
          </ButtonLink>
        )}
      </Pager>
    </Page>
  );
}

function NoSweeps({ filter }: { filter: SweepFilter }) {
  if (Object.values(filter).some((value) => value !== undefined)) {
    return (
      <EmptyState
        title="No sweep is like this"
        actions={<ButtonLink to="/sweeps">Show all sweeps</ButtonLink>}
      >
        Sweeps of other names, experiments, states and tags are not shown.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No sweeps yet"
      actions={
        <ButtonLink look="primary" to="/sweeps/new">
          Launch a sweep
        </ButtonLink>
      }
    >
      A sweep searches the best parameters for a table. Bring a table first, then launch a sweep
      over it.
    </EmptyState>
  );
}
