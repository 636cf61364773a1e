import type { DatasetVersion } from "@rookery/contracts";
import { formatBytes, formatCount } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import type { DatasetView } from "../../app/routes.ts";
import { ButtonLink } from "../../components/controls/button.tsx";
import { Figures } from "../../components/data/facts.tsx";
import { TimeAgo } from "../../components/data/time-ago.tsx";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../components/feedback/states.tsx";
import { Page, Panel } from "../../components/layout/page.tsx";
import { type Views, ViewTabs } from "../../components/layout/view-tabs.tsx";
import { queries } from "../../server/queries.ts";
import { CleaningView } from "./cleaning-view.tsx";
import { ColumnsView } from "./columns/columns-view.tsx";
import { Decisions } from "./decisions/decisions.tsx";
import { RowsView } from "./rows-view.tsx";
import { VersionsView } from "./versions/versions-view.tsx";

const views: Views<DatasetView, { version: DatasetVersion }> = {
  columns: { label: "Columns", View: ColumnsView },
  rows: { label: "Rows", View: RowsView },
  cleaning: { label: "Cleaning", View: CleaningView },
  versions: { label: "Versions", View: VersionsView },
};

const trail = <Link to="/datasets">Datasets</Link>;

/** One version of a dataset; the newest when the address names none. */
export function DatasetPage() {
  const { name = "", version } = useParams({ strict: false });
  const dataset = useQuery({
    ...queries.datasets.get(name, version === undefined ? undefined : Number(version)),
    placeholderData: (before) => (before?.dataset === name ? before : undefined),
  });
  return (
    <QueryStates
      query={dataset}
      loading={<SkeletonRows what="Loading the dataset" rows={4} height="5rem" />}
      frame={(content) => (
        <Page title={name} trail={trail}>
          <Panel>{content}</Panel>
        </Page>
      )}
    >
      {(loaded) => <LoadedDataset version={loaded} isNewest={version === undefined} />}
    </QueryStates>
  );
}

function LoadedDataset({ version, isNewest }: { version: DatasetVersion; isNewest: boolean }) {
  const { dataset: name, version: number, columns, rows } = version;
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  const { view = "columns" } = useSearch({ strict: false }) as { view?: DatasetView };
  return (
    <Page
      title={name}
      trail={trail}
      subtitle={
        <>
          Version {number}
          {isNewest && ", the newest,"} of {version.sourceName}, imported{" "}
          <TimeAgo at={version.createdAt} />
        </>
      }
      actions={
        <ButtonLink
          look="primary"
          to="/sweeps/new"
          search={{ dataset: name, version: String(number) }}
        >
          Launch a sweep on it
        </ButtonLink>
      }
    >
      <Figures
        facts={[
          ["Rows", formatCount(rows)],
          ["Left out", formatCount(version.report.droppedRows)],
          ["Columns", formatCount(columns.length)],
          ["Missing cells", formatShare(missing, rows * columns.length)],
          ["File", formatBytes(version.sizeBytes)],
        ]}
      />
      <Decisions version={version} />
      <ViewTabs label="Views of the dataset" views={views} current={view} given={{ version }} />
    </Page>
  );
}

function formatShare(part: number, whole: number): string {
  if (part === 0) return "0";
  const percent = (100 * part) / Math.max(whole, 1);
  return `${formatCount(part)} (${percent < 0.1 ? "<0.1" : percent.toFixed(1)}%)`;
}
