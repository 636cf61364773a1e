import type { Run } from "@rookery/contracts";
import { hasEnded } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { ScrollArea } from "../../components/data/table.tsx";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../components/feedback/states.tsx";
import { Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
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
