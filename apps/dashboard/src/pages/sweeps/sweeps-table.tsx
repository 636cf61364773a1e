import type { SweepSummary } from "@rookery/contracts";
import {
  countEnded,
  formatCount,
  formatLeft,
  formatMetric,
  formatTook,
  listProgress,
} from "@rookery/presentation";
import { Link } from "@tanstack/react-router";
import { Badge, StateBadge, Tags } from "../../components/data/badge.tsx";
import { ProgressBar } from "../../components/data/progress-bar.tsx";
import table from "../../components/data/table.module.css";
import { Table } from "../../components/data/table.tsx";
import { TimeAgo } from "../../components/data/time-ago.tsx";
import styles from "./sweeps-page.module.css";

export function SweepsTable({ sweeps }: { sweeps: readonly SweepSummary[] }) {
  return (
    <Table
      isStacked
      headings={[
        "Sweep",
        "Experiment",
        "State",
        "Progress",
        { number: "Best" },
        { number: "Time" },
        "Created",
      ]}
    >
      {sweeps.map((sweep) => (
        <SweepRow key={sweep.id} sweep={sweep} />
      ))}
    </Table>
  );
}

function SweepRow({ sweep }: { sweep: SweepSummary }) {
  const { progress, objective, best } = sweep;
  const left = formatLeft(sweep);
  return (
    <tr>
      <td className={styles.sweep}>
        <Link to="/sweeps/$sweepId" params={{ sweepId: sweep.id }} className={styles.name}>
          {sweep.name}
        </Link>{" "}
        {sweep.replayOf && <Badge tone="calm">replay</Badge>}
        <div className={styles.about}>
          {sweep.trainers.join(", ")} on {sweep.dataset}
        </div>
        <div className={styles.tags}>
          <Tags tags={sweep.tags} />
        </div>
      </td>
      <td data-label="Experiment">
        <Link to="/sweeps" search={{ experiment: sweep.experiment }} className={styles.experiment}>
          {sweep.experiment}
        </Link>
      </td>
      <td data-label="State">
        <StateBadge state={sweep.state} />
      </td>
      <td data-label="Progress">
        <div className={styles.progress}>
          <ProgressBar parts={listProgress(progress)} total={progress.total} />
          {formatCount(countEnded(progress))} of {formatCount(progress.total)} runs
        </div>
      </td>
      <td className={table.number} data-label="Best">
        <span className={styles.best}>{formatMetric(best?.metrics[objective.metric])}</span>
        <div className={styles.about}>{objective.metric}</div>
      </td>
      <td className={table.number} data-label="Time">
        {left === null ? formatTook(sweep) : `${left} left`}
      </td>
      <td data-label="Created">
        <TimeAgo at={sweep.createdAt} />
      </td>
    </tr>
  );
}
