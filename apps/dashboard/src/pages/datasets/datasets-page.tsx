import type { DatasetSummary } from "@rookery/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ListStates } from "../../components/list-states.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import table from "../../components/table.module.css";
import { TimeAgo } from "../../components/time-ago.tsx";
import { formatCount } from "../../format/numbers.ts";
import styles from "./datasets.module.css";
import { Upload } from "./upload.tsx";

const route = getRouteApi("/datasets");
const pageSize = 50;

export function DatasetsPage() {
  const { cursor } = route.useSearch();
  const datasets = useQuery({
    queryKey: ["datasets", { cursor }],
    queryFn: () => api.datasets.list({ limit: pageSize, ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
  });
  const items = datasets.data?.items ?? [];
  return (
    <Page title="Datasets" subtitle="Tables in immutable versions, which sweeps learn from.">
      <Upload />
      <Panel flush title="All datasets">
        <ListStates
          query={datasets}
          count={items.length}
          loading="Loading the datasets"
          empty={datasets.data && <NoDatasets />}
        >
          <DatasetsTable datasets={items} />
        </ListStates>
      </Panel>
      <Pager>
        {cursor && <ButtonLink to="/datasets">First page</ButtonLink>}
        {datasets.data?.nextCursor && (
          <ButtonLink to="/datasets" search={{ cursor: datasets.data.nextCursor }}>
            Next page
          </ButtonLink>
        )}
      </Pager>
    </Page>
  );
}

function NoDatasets() {
  return (
    <EmptyState title="No datasets yet">
      Drop a table above. It gets a version, a profile of its columns and a report of what was
      cleaned; then you can launch a sweep on it.
    </EmptyState>
  );
}

function DatasetsTable({ datasets }: { datasets: readonly DatasetSummary[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Dataset</th>
            <th scope="col" className={table.number}>
              Newest version
            </th>
            <th scope="col" className={table.number}>
              Rows
            </th>
            <th scope="col" className={table.number}>
              Columns
            </th>
            <th scope="col">Created</th>
            <th scope="col">
              <span className="visually-hidden">What to do with it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {datasets.map(({ name, latestVersion, rows, columns, createdAt }) => (
            <tr key={name}>
              <td>
                <Link to="/datasets/$name" params={{ name }} className={styles.name}>
                  {name}
                </Link>
              </td>
              <td className={table.number}>{latestVersion}</td>
              <td className={table.number}>{formatCount(rows)}</td>
              <td className={table.number}>{formatCount(columns)}</td>
              <td>
                <TimeAgo at={createdAt} />
              </td>
              <td className={table.number}>
                <Link to="/sweeps/new" search={{ dataset: name }}>
                  Launch a sweep
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
