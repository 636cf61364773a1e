import type { DatasetSummary } from "@rookery/contracts";
import { formatCount } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ButtonLink } from "../../components/controls/button.tsx";
import table from "../../components/data/table.module.css";
import { Pager, Table } from "../../components/data/table.tsx";
import { TimeAgo } from "../../components/data/time-ago.tsx";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { EmptyState, SkeletonRows } from "../../components/feedback/states.tsx";
import { Page, Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import styles from "./datasets.module.css";
import { Upload } from "./upload/upload.tsx";

const route = getRouteApi("/datasets");

export function DatasetsPage() {
  const { cursor } = route.useSearch();
  const datasets = useQuery(queries.datasets.list({ cursor }));
  return (
    <Page title="Datasets" subtitle="Tables in immutable versions, which sweeps learn from.">
      <Upload />
      <Panel flush title="All datasets">
        <QueryStates query={datasets} loading={<SkeletonRows what="Loading the datasets" />}>
          {({ items }) =>
            items.length === 0 ? <NoDatasets /> : <DatasetsTable datasets={items} />
          }
        </QueryStates>
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
    <Table
      headings={[
        "Dataset",
        { number: "Newest version" },
        { number: "Rows" },
        { number: "Columns" },
        "Created",
        { unseen: "What to do with it" },
      ]}
    >
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
    </Table>
  );
}
