import type { Model, ModelVersion } from "@rookery/contracts";
import {
  createMetricFormat,
  groupByTestRows,
  type MeasuredVersions,
  nothing,
  testRowsNote,
} from "@rookery/presentation";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { NextPageButton } from "../../../components/data/next-page-button.tsx";
import table from "../../../components/data/table.module.css";
import { Table } from "../../../components/data/table.tsx";
import { TimeAgo } from "../../../components/data/time-ago.tsx";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { EmptyState, SkeletonRows } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import { Aliases } from "../aliases.tsx";
import styles from "../models.module.css";
import { PromoteButton } from "../promotions/promote-button.tsx";
import { headlineMetrics } from "./headline-metrics.ts";

export function VersionsView({ model }: { model: Model }) {
  const versions = useInfiniteQuery(queries.models.versions(model.name));
  return (
    <>
      <Panel
        flush
        title="Versions"
        note={`Each was measured once on test rows that no run of its sweep has seen. ${testRowsNote}`}
      >
        <QueryStates
          query={versions}
          loading={<SkeletonRows what="Loading the versions" rows={4} />}
        >
          {(items) => (items.length === 0 ? <NoVersions /> : <VersionsTable versions={items} />)}
        </QueryStates>
      </Panel>
      <NextPageButton query={versions}>Older versions</NextPageButton>
    </>
  );
}

function NoVersions() {
  return (
    <EmptyState title="No versions with a model file">
      Versions that other tools registered here hold no file that Rookery could serve.
    </EmptyState>
  );
}

function VersionsTable({ versions }: { versions: readonly ModelVersion[] }) {
  const metrics = headlineMetrics(versions);
  return (
    <Table
      headings={[
        "Version",
        ...metrics.map((name) => ({ number: name })),
        "Learned by",
        "Registered",
        { unseen: "What to do with it" },
      ]}
    >
      {groupByTestRows(versions).map((group) => (
        <MeasuredGroup key={group.measuredOn} {...group} metrics={metrics} />
      ))}
    </Table>
  );
}

interface MeasuredGroupProps extends MeasuredVersions<ModelVersion> {
  metrics: readonly string[];
}

/** Versions that were measured on the same rows, below a line that says on which. */
function MeasuredGroup({ measuredOn, versions, metrics }: MeasuredGroupProps) {
  const formats = metrics.map((name) =>
    createMetricFormat(versions.map(({ testMetrics }) => testMetrics[name])),
  );
  return (
    <>
      <tr>
        <th scope="colgroup" colSpan={metrics.length + 4} className={styles.measured}>
          Measured on {measuredOn}
        </th>
      </tr>
      {versions.map((version) => (
        <VersionRow
          key={version.version}
          version={version}
          scores={metrics.map((name, index) => ({
            name,
            text: formats[index]?.(version.testMetrics[name]) ?? nothing,
          }))}
        />
      ))}
    </>
  );
}

interface VersionRowProps {
  version: ModelVersion;
  scores: readonly { name: string; text: string }[];
}

function VersionRow({ version, scores }: VersionRowProps) {
  const { model, version: number, aliases, trainer, dataset, createdAt } = version;
  return (
    <tr>
      <td>
        <Link
          to="/models/$name/versions/$version"
          params={{ name: model, version: String(number) }}
          className={styles.name}
        >
          Version {number}
        </Link>
        {aliases.length > 0 && (
          <Aliases
            isBare
            model={model}
            aliases={Object.fromEntries(aliases.map((alias) => [alias, number]))}
          />
        )}
      </td>
      {scores.map(({ name, text }) => (
        <td key={name} className={table.number}>
          {text}
        </td>
      ))}
      <td>
        {trainer}
        {dataset && (
          <div className={styles.soft}>
            on{" "}
            <Link
              to="/datasets/$name/versions/$version"
              params={{ name: dataset.name, version: String(dataset.version) }}
            >
              {dataset.name} version {dataset.version}
            </Link>
          </div>
        )}
      </td>
      <td>
        <TimeAgo at={createdAt} />
      </td>
      <td className={table.number}>
        <PromoteButton version={version} />
      </td>
    </tr>
  );
}
