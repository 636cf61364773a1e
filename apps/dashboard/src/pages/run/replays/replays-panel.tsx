import type { Run, RunReplay } from "@rookery/contracts";
import { formatExact, judgeReplay } from "@rookery/presentation";
import { Link } from "@tanstack/react-router";
import { Badge } from "../../../components/data/badge.tsx";
import table from "../../../components/data/table.module.css";
import { Panel } from "../../../components/layout/page.tsx";
import styles from "../run.module.css";

/** What came of training the run once more, the newest first. */
export function ReplaysPanel({ replays }: Pick<Run, "replays">) {
  if (replays.length === 0) return null;
  return (
    <Panel
      title="Trained once more"
      note="From what is recorded: the same data, parameters and seed."
    >
      <ul className={styles.replays}>
        {replays.map((replay) => (
          <li key={replay.runId}>
            <Replay replay={replay} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Replay({ replay }: { replay: RunReplay }) {
  const { runId, differences, environment } = replay;
  const { tone, verdict, reason } = judgeReplay(replay);
  return (
    <>
      <p className={styles.verdict}>
        <Badge tone={tone}>{verdict}</Badge>
        <Link to="/runs/$runId" params={{ runId }}>
          The replay
        </Link>
      </p>
      <p>{reason}</p>
      {differences.length > 0 && (
        <Changes
          title="Metrics that differ"
          rows={differences.map(({ metric, before, after }) => ({
            name: metric,
            before: formatExact(before),
            after: formatExact(after),
          }))}
        />
      )}
      {environment.length > 0 && (
        <Changes
          title="Versions that are others now"
          rows={environment.map(({ name, before, after }) => ({
            name,
            before: before ?? "–",
            after: after ?? "–",
          }))}
        />
      )}
    </>
  );
}

interface ChangesProps {
  title: string;
  rows: readonly { name: string; before: string; after: string }[];
}

function Changes({ title, rows }: ChangesProps) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, before, after }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
