import { SweepState, sweepStates } from "@rookery/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Select } from "../../components/field.tsx";
import { Loading } from "../../components/loading.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { isLive } from "../../sweep-progress.ts";
import styles from "./sweeps-page.module.css";
import { SweepsTable } from "./sweeps-table.tsx";

const route = getRouteApi("/sweeps");
const pageSize = 25;
const refreshMs = 2_000;

export function SweepsPage() {
  const { state, cursor } = route.useSearch();
  const sweeps = useQuery({
    queryKey: ["sweeps", { state, cursor }],
    queryFn: () =>
      api.sweeps.list({ limit: pageSize, ...(state && { state }), ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.items.some((sweep) => isLive(sweep.state)) ? refreshMs : false,
  });
  return (
    <Page
      title="Sweeps"
      subtitle="Searches for the best parameters, newest first."
      actions={
        <>
          <StateFilter state={state} />
          <ButtonLink look="primary" to="/sweeps/new">
            Launch a sweep
          </ButtonLink>
        </>
      }
    >
      <Panel flush>
        {sweeps.isPending && <Loading what="Loading the sweeps" />}
        {sweeps.isError && !sweeps.data && (
          <ErrorState error={sweeps.error} onRetry={() => void sweeps.refetch()} />
        )}
        {sweeps.data?.items.length === 0 && <NoSweeps state={state} />}
        {sweeps.data && sweeps.data.items.length > 0 && <SweepsTable sweeps={sweeps.data.items} />}
      </Panel>
      <Pager>
        {cursor && (
          <ButtonLink to="/sweeps" search={{ state }}>
            Newest
          </ButtonLink>
        )}
        {sweeps.data?.nextCursor && (
          <ButtonLink to="/sweeps" search={{ state, cursor: sweeps.data.nextCursor }}>
            Older
          </ButtonLink>
        )}
      </Pager>
    </Page>
  );
}

function StateFilter({ state }: { state: SweepState | undefined }) {
  const navigate = useNavigate();
  return (
    <Select
      aria-label="State"
      className={styles.filter}
      value={state ?? ""}
      onChange={({ target }) => {
        const chosen = SweepState.safeParse(target.value);
        void navigate({ to: "/sweeps", search: { state: chosen.data } });
      }}
    >
      <option value="">All states</option>
      {sweepStates.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </Select>
  );
}

function NoSweeps({ state }: { state: SweepState | undefined }) {
  if (state) {
    return (
      <EmptyState
        title={`No sweep is ${state}`}
        actions={<ButtonLink to="/sweeps">Show all sweeps</ButtonLink>}
      >
        Sweeps in other states are not shown.
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
