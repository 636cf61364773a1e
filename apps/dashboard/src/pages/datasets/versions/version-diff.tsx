import type { ColumnDiff, DatasetDiff } from "@rookery/contracts";
import { formatCount, type Tone } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "../../../components/data/badge.tsx";
import { Table } from "../../../components/data/table.tsx";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import styles from "../datasets.module.css";

interface VersionDiffProps {
  dataset: string;
  versions: readonly [number, number];
}

/** What changed from the older of two versions to the newer. */
export function VersionDiff({ dataset, versions }: VersionDiffProps) {
  const [from, to] = [Math.min(...versions), Math.max(...versions)];
  const diff = useQuery(queries.datasets.diff(dataset, from, to));
  return (
    <Panel
      flush
      title={`From version ${from} to version ${to}`}
      note={diff.data && describeRows(diff.data)}
    >
      <QueryStates query={diff} loading={<SkeletonRows what="Comparing the versions" />}>
        {({ columns }) => <DiffTable columns={sortChanges(columns)} />}
      </QueryStates>
    </Panel>
  );
}

function DiffTable({ columns }: { columns: readonly ColumnDiff[] }) {
  return (
    <Table
      label="Difference by column"
      headings={["Column", "Change", "Missing", "Shift of its values"]}
    >
      {columns.map((column) => (
        <tr key={column.name}>
          <th scope="row">{column.name}</th>
          <td>
            <Badge tone={tones[column.change]}>{describeChange(column)}</Badge>
          </td>
          <td>{describeMissing(column)}</td>
          <td>
            <Shift shift={column.shift} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Shift({ shift }: { shift: ColumnDiff["shift"] }) {
  if (!shift) return "–";
  if (shift.value === null) return <span className={styles.soft}>not defined</span>;
  const isShare = shift.measure === "total-variation";
  return (
    <span className={styles.shift}>
      <span className={styles.track}>
        <span style={{ width: `${100 * Math.min(1, Math.abs(shift.value))}%` }} />
      </span>
      {isShare
        ? `${(100 * shift.value).toFixed(1)}% of the rows moved`
        : `${shift.value.toFixed(3)} standard deviations`}
    </span>
  );
}

const tones: Record<ColumnDiff["change"], Tone> = {
  added: "good",
  removed: "bad",
  "kind-changed": "warn",
  kept: "calm",
};

function describeChange({ change, from, to }: ColumnDiff): string {
  return change === "kind-changed" ? `${from} became ${to}` : change;
}

function describeMissing({ missingShare }: ColumnDiff): string {
  if (!missingShare) return "–";
  const percent = (share: number) => (share === 0 ? "none" : `${(100 * share).toFixed(1)}%`);
  const { from, to } = missingShare;
  return from === to ? percent(to) : `${percent(from)} → ${percent(to)}`;
}

function describeRows({ from, to }: DatasetDiff): string {
  const more = to.rows - from.rows;
  const difference =
    more === 0 ? "as many" : `${formatCount(Math.abs(more))} ${more > 0 ? "more" : "fewer"}`;
  return `${formatCount(from.rows)} rows before, ${formatCount(to.rows)} now: ${difference}.`;
}

/** What changed comes first, then what shifted most. */
function sortChanges(columns: readonly ColumnDiff[]): ColumnDiff[] {
  const rank = ({ change, shift }: ColumnDiff) =>
    change === "kept" ? Math.abs(shift?.value ?? 0) : Number.POSITIVE_INFINITY;
  return columns.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
}
