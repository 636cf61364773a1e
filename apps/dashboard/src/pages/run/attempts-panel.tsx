import type { Run } from "@rookery/contracts";
import { formatDuration } from "@rookery/presentation";
import { StateBadge } from "../../components/data/badge.tsx";
import { Facts } from "../../components/data/facts.tsx";
import { Table } from "../../components/data/table.tsx";
import { TimeAgo } from "../../components/data/time-ago.tsx";
import { Panel } from "../../components/layout/page.tsx";
import styles from "./run.module.css";

interface AttemptsPanelProps {
  attempts: Run["attempts"];
  timings: Run["timings"];
}

export function AttemptsPanel({ attempts, timings }: AttemptsPanelProps) {
  const hasErrors = attempts.some(({ error }) => error !== null);
  return (
    <div className={hasErrors ? styles.wide : undefined}>
      <Panel title="Attempts">
        {attempts.length === 0 && <p>No worker has taken it yet.</p>}
        {attempts.length > 0 && (
          <Table
            label="Attempts"
            headings={["#", "State", "Worker", "Began", ...(hasErrors ? ["Why it ended"] : [])]}
          >
            {attempts.map(({ number, state, workerId, startedAt, error }) => (
              <tr key={number}>
                <td>{number}</td>
                <td>
                  <StateBadge state={state} />
                </td>
                <td>{workerId}</td>
                <td>
                  <TimeAgo at={startedAt} />
                </td>
                {hasErrors && <td className={styles.reason}>{error?.message}</td>}
              </tr>
            ))}
          </Table>
        )}
        {timings && (
          <Facts
            facts={[
              ["Fitting", formatDuration(timings.fitMs)],
              ["On the thread", formatDuration(timings.trainMs)],
              ["From claim to results", formatDuration(timings.totalMs)],
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
