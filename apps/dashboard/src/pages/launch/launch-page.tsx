import { type DatasetSummary, type SweepSpec, trainerParam } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { Loading } from "../../components/loading.tsx";
import { Page } from "../../components/page.tsx";
import { LaunchForm } from "./launch-form.tsx";
import { emptyValues, fromRequest, type LaunchValues, type Trainer } from "./launch-values.ts";
import { NoDatasets } from "./no-datasets.tsx";

const route = getRouteApi("/sweeps/new");
const maxDatasets = 1_000;

export function LaunchPage() {
  const { dataset, version, from } = route.useSearch();
  const trainers = useQuery({ queryKey: ["trainers"], queryFn: () => api.trainers.list() });
  const datasets = useQuery({
    queryKey: ["datasets", "names"],
    queryFn: () => api.datasets.list({ limit: maxDatasets }),
  });
  const model = useQuery({
    queryKey: ["sweep", from],
    queryFn: () => api.sweeps.get(from ?? ""),
    enabled: from !== undefined,
  });
  const broken = [trainers, datasets, model].find(({ isError }) => isError);
  const isReady = trainers.data && datasets.data && (from === undefined || model.data);
  return (
    <Page
      title="Launch a sweep"
      trail={<Link to="/sweeps">Sweeps</Link>}
      subtitle="The form and the YAML beside it say the same: edit either."
    >
      {broken && <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />}
      {!broken && !isReady && <Loading what="Loading datasets and trainers" />}
      {isReady && datasets.data?.items.length === 0 && <NoDatasets />}
      {isReady && trainers.data && datasets.data && datasets.data.items.length > 0 && (
        <LaunchForm
          key={`${from} ${dataset} ${version}`}
          options={trainers.data}
          datasets={datasets.data.items}
          initial={
            model.data
              ? copySpec(model.data.spec, trainers.data.trainers)
              : startWith(
                  dataset ?? findNewest(datasets.data.items)?.name ?? "",
                  version,
                  trainers.data.trainers,
                )
          }
        />
      )}
    </Page>
  );
}

function findNewest(datasets: readonly DatasetSummary[]): DatasetSummary | undefined {
  return datasets.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
}

function startWith(
  dataset: string,
  version: string | undefined,
  trainers: Trainer[],
): LaunchValues {
  const request = { dataset, ...(version && { datasetVersion: version }) };
  return { ...fromRequest(request, trainers), validation: emptyValues.validation };
}

/** The request that would launch the same sweep once more. */
function copySpec({ trainers: names, ...spec }: SweepSpec, trainers: Trainer[]): LaunchValues {
  const trainer = names.length === 1 ? names[0] : names;
  // The choice among several trainers is a parameter that the server adds by itself.
  const { [trainerParam]: choice, ...own } = spec.space;
  const space = names.length === 1 && choice !== undefined ? spec.space : own;
  const given = Object.entries({ ...spec, trainer, space }).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return fromRequest(Object.fromEntries(given), trainers);
}
