import type { DatasetVersion } from "@rookery/contracts";
import { formatBytes, formatCount } from "@rookery/presentation";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { NextPageButton } from "../../../components/data/next-page-button.tsx";
import table from "../../../components/data/table.module.css";
import { Table } from "../../../components/data/table.tsx";
import { TimeAgo } from "../../../components/data/time-ago.tsx";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import styles from "../datasets.module.css";
import { VersionDiff } from "./version-diff.tsx";

/** All versions, and how another one differs from this one. */
export function VersionsView({ version }: { version: DatasetVersion }) {
  const { dataset, version: current } = version;
  const { other } = useSearch({ strict: false });
  const versions = useInfiniteQuery(queries.datasets.versions(dataset));
  return (
    <>
      {other !== undefined && other !== current && (
        <VersionDiff dataset={dataset} versions={[other, current]} />
      )}
      <Panel
        flush
        title="Versions"
        note="The same bytes under the same rules are the same version."
      >
        <QueryStates
          query={versions}
          loading={<SkeletonRows what="Loading the versions" rows={3} />}
        >
          {(items) => <VersionsTable versions={items} current={current} other={other} />}
        </QueryStates>
      </Panel>
      <NextPageButton query={versions}>Older versions</NextPageButton>
    </>
  );
}

interface VersionsTableProps {
  versions: readonly DatasetVersion[];
  current: number;
  other: number | undefined;
}

function VersionsTable({ versions, current, other }: VersionsTableProps) {
  return (
    <Table
      headings={[
        "Version",
        "File",
        { number: "Rows" },
        { number: "Columns" },
        { number: "Size" },
        "Imported",
        "Difference",
      ]}
    >
      {versions.map((one) => (
        <tr key={one.version} aria-current={one.version === current || undefined}>
          <td>
            <Link
              to="/datasets/$name/versions/$version"
              params={{ name: one.dataset, version: String(one.version) }}
              className={styles.name}
            >
              Version {one.version}
            </Link>
          </td>
          <td>{one.sourceName}</td>
          <td className={table.number}>{formatCount(one.rows)}</td>
          <td className={table.number}>{formatCount(one.columns.length)}</td>
          <td className={table.number}>{formatBytes(one.sizeBytes)}</td>
          <td>
            <TimeAgo at={one.createdAt} />
          </td>
          <td>
            <DiffLink version={one.version} current={current} isShown={one.version === other} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function DiffLink(props: { version: number; current: number; isShown: boolean }) {
  const { version, current, isShown } = props;
  if (version === current) return <span className={styles.soft}>shown here</span>;
  return (
    <Link
      to="."
      search={(before) => ({ ...before, other: isShown ? undefined : version })}
      resetScroll={false}
    >
      {isShown ? "Hide" : `Compare with version ${current}`}
    </Link>
  );
}
