import type { DatasetSummary } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ButtonLink } from "../../components/controls/button.tsx";
import { EmptyState, ErrorState, Loading } from "../../components/feedback/states.tsx";
import { Page } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import { tableOptions } from "./data-section.tsx";
import { LaunchForm } from "./launch-form.tsx";
import { copySweep, startRequest } from "./request/start-request.ts";
import { toNumber } from "./request/text-fields.ts";

const route = getRouteApi("/sweeps/new");

export function LaunchPage() {
  const { dataset, version = "", from } = route.useSearch();
  const trainers = useQuery(queries.trainers.list());
  const datasets = useQuery(queries.datasets.names());
  const sweep = useQuery({
    ...queries.sweeps.get(from ?? ""),
    enabled: from !== undefined,
  });
  const first = dataset ?? findNewest(datasets.data?.items ?? [])?.name ?? "";
  const table = useQuery({
    ...tableOptions(first, version),
    enabled: from === undefined && first !== "",
  });
  const asked = from === undefined ? [trainers, datasets] : [trainers, datasets, sweep];
  const broken = asked.find(({ isError }) => isError);
  const isEmpty = datasets.data?.items.length === 0;
  // A table that cannot be read is the form's to tell: another can be chosen there.
  const initial = sweep.data
    ? copySweep(sweep.data)
    : from === undefined &&
      trainers.data &&
      table.isFetched &&
      startRequest({
        dataset: first,
        datasetVersion: toNumber(version),
        table: table.data,
        trainers: trainers.data.trainers,
      });
  const address = JSON.stringify([from, dataset, version]);
  return (
    <Page
      title="Launch a sweep"
      trail={<Link to="/sweeps">Sweeps</Link>}
      subtitle="The form and the YAML beside it say the same: edit either."
    >
      {broken ? (
        <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />
      ) : isEmpty ? (
        <NoDatasets />
      ) : trainers.data && datasets.data && initial ? (
        <LaunchForm
          key={address}
          options={trainers.data}
          datasets={datasets.data.items}
          address={address}
          initial={initial}
        />
      ) : (
        <Loading what="Loading datasets and trainers" />
      )}
    </Page>
  );
}

function NoDatasets() {
  return (
    <EmptyState
      title="There is no dataset yet"
      actions={
        <ButtonLink look="primary" to="/datasets">
          Upload a table
        </ButtonLink>
      }
    >
      A sweep needs a table to learn from. Upload a CSV, JSON lines or Parquet file first.
    </EmptyState>
  );
}

function findNewest(datasets: readonly DatasetSummary[]): DatasetSummary | undefined {
  return datasets.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
}
