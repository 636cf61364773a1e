import type { Run } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "../../components/page.tsx";
import { QueryStates } from "../../components/query-states.tsx";
import { ScrollArea } from "../../components/scroll-area.tsx";
import { SkeletonRows } from "../../components/skeleton.tsx";
import { queries } from "../../queries.ts";
import { hasEnded } from "../../sweep-runs.ts";
import styles from "./run.module.css";

const logPath = "run.log";

/** The log of the newest attempt that has stored one; workers do when an attempt ends. */
export function LogPanel({ run }: { run: Run }) {
  const stored = run.artifacts.find(({ path }) => path === logPath);
  const isComing = !hasEnded(run);
  if (!stored && !isComing) return null;
  return (
    <div className={styles.wide}>
      <Panel
        title="Log"
        {...(stored && isComing && { note: "Of an earlier attempt; the next comes at its end." })}
      >
        {stored ? (
          <StoredLog runId={run.id} file={stored} />
        ) : (
          <p className={styles.soft}>It comes when the run ends.</p>
        )}
      </Panel>
    </div>
  );
}

function StoredLog({ runId, file }: { runId: string; file: Run["artifacts"][number] }) {
  const log = useQuery(queries.runs.artifact(runId, file));
  return (
    <QueryStates query={log} loading={<SkeletonRows what="Loading the log" />}>
      {(text) => (
        <ScrollArea label="Log" className={styles.log}>
          {text}
        </ScrollArea>
      )}
    </QueryStates>
  );
}
