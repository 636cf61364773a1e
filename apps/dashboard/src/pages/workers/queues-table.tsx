import type { Activity, QueueCounts } from "@rookery/contracts";
import { formatCount } from "@rookery/presentation";
import table from "../../components/data/table.module.css";
import { Table } from "../../components/data/table.tsx";
import styles from "./workers.module.css";

const columns: readonly (readonly [keyof QueueCounts, string])[] = [
  ["waiting", "Waiting"],
  ["active", "Active"],
  ["delayed", "Delayed"],
  ["waitingForChildren", "Waiting for runs"],
  ["failed", "Failed"],
  ["completed", "Completed"],
];

export function QueuesTable({ queues }: { queues: Activity["queues"] }) {
  return (
    <Table headings={["Queue", ...columns.map(([, label]) => ({ number: label }))]}>
      <QueueRow name="runs" about="one job per run, for workers" counts={queues.runs} />
      <QueueRow
        name="sweeps"
        about="the ends of sweeps and of groups of runs"
        counts={queues.sweeps}
      />
    </Table>
  );
}

interface QueueRowProps {
  name: string;
  about: string;
  counts: QueueCounts;
}

function QueueRow({ name, about, counts }: QueueRowProps) {
  return (
    <tr>
      <td>
        <a href={`/queues/queue/${name}`} className={styles.name}>
          {name}
        </a>
        <div className={styles.soft}>{about}</div>
      </td>
      {columns.map(([key]) => (
        <td key={key} className={`${table.number} ${counts[key] === 0 ? styles.none : ""}`}>
          {formatCount(counts[key])}
        </td>
      ))}
    </tr>
  );
}
