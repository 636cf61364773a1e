import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { SweepFilter } from "../../app/routes.ts";
import { ButtonLink } from "../../components/controls/button.tsx";
import { Pager } from "../../components/data/table.tsx";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { EmptyState, SkeletonRows } from "../../components/feedback/states.tsx";
import { Page, Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import { SweepFilters } from "./sweep-filters.tsx";
import { SweepsTable } from "./sweeps-table.tsx";

const route = getRouteApi("/sweeps");

export function SweepsPage() {
  const { cursor, ...filter } = route.useSearch();
  const sweeps = useQuery(queries.sweeps.list({ ...filter, cursor }));
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
        <QueryStates
          query={sweeps}
          loading={<SkeletonRows what="Loading the sweeps" height="3rem" />}
        >
          {({ items }) =>
            items.length === 0 ? <NoSweeps filter={filter} /> : <SweepsTable sweeps={items} />
          }
        </QueryStates>
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
