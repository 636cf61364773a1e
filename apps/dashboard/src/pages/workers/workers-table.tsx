import type { Worker } from "@rookery/contracts";
import { formatCount, formatDuration, type Tone } from "@rookery/presentation";
import { Link } from "@tanstack/react-router";
import { Badge } from "../../components/data/badge.tsx";
import table from "../../components/data/table.module.css";
import { Table } from "../../components/data/table.tsx";
import { TimeAgo, useNow } from "../../components/data/time-ago.tsx";
import { EmptyState } from "../../components/feedback/states.tsx";
import styles from "./workers.module.css";

export function WorkersTable({ workers }: { workers: readonly Worker[] }) {
  if (workers.length === 0) {
    return (
      <EmptyState title="No workers">
        Runs stay queued until one starts: <code>node apps/worker/dist/main.js</code>, or{" "}
        <code>docker compose up --scale worker=4</code>.
      </EmptyState>
    );
  }
  return (
    <Table
      label="Worker by worker"
      headings={[
        "Worker",
        "State",
        { number: "Threads" },
        "Runs now",
        { number: "Recently ended" },
        "Started",
      ]}
    >
      {workers.map((worker) => (
        <WorkerRow key={worker.id} worker={worker} />
      ))}
    </Table>
  );
}

function WorkerRow({ worker }: { worker: Worker }) {
  const { hostname, pid, concurrency, recent, startedAt, heartbeatAt, excluded } = worker;
  const { state, tone } = describeState(worker);
  return (
    <tr>
      <td title={worker.id}>
        <span className={styles.name}>{hostname}</span>
        <div className={styles.soft}>process {pid}</div>
      </td>
      <td>
        <Badge tone={tone}>{state}</Badge>
        {excluded && <div className={styles.reason}>{excluded.reason} Restart it.</div>}
        {worker.state === "silent" && (
          <div className={styles.soft}>
            last heard <TimeAgo at={heartbeatAt} />
          </div>
        )}
      </td>
      <td className={table.number}>
        {countBusy(worker)} of {concurrency} busy
      </td>
      <td>
        <RunsNow runs={worker.runs} />
      </td>
      <td className={table.number}>
        {formatCount(recent.ended)}
        {recent.failed > 0 && <div className={styles.bad}>{formatCount(recent.failed)} failed</div>}
      </td>
      <td>
        <TimeAgo at={startedAt} />
      </td>
    </tr>
  );
}

const shownRuns = 4;

function RunsNow({ runs }: Pick<Worker, "runs">) {
  const now = useNow(1_000);
  if (runs.length === 0) return <span className={styles.soft}>idle</span>;
  return (
    <ul className={styles.runs}>
      {runs.slice(0, shownRuns).map(({ runId, name, attempt, startedAt }) => (
        <li key={runId}>
          <Link to="/runs/$runId" params={{ runId }}>
            {name}
          </Link>{" "}
          <span className={styles.soft}>
            {formatDuration(Math.max(0, now - Date.parse(startedAt)))}
            {attempt > 1 && `, attempt ${attempt}`}
          </span>
        </li>
      ))}
      {runs.length > shownRuns && (
        <li className={styles.soft}>and {runs.length - shownRuns} more</li>
      )}
    </ul>
  );
}

function describeState({ state, excluded }: Worker): { state: string; tone: Tone } {
  if (state === "alive" && excluded) return { state: "excluded", tone: "bad" };
  const tones = { alive: "good", silent: "warn", stopped: "calm" } as const;
  return { state, tone: tones[state] };
}

/** Threads that train: a worker holds twice as many runs, so that none of them waits for the queue. */
export function countBusy({ runs, concurrency }: Worker): number {
  return Math.min(runs.length, concurrency);
}
