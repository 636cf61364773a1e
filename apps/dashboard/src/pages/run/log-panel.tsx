import type { Run } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { Loading } from "../../components/loading.tsx";
import { Panel } from "../../components/page.tsx";
import styles from "./run.module.css";

const logPath = "run.log";

export function LogPanel({ run }: { run: Run }) {
  const stored = run.artifacts.find(({ path }) => path === logPath);
  const log = useQuery({
    queryKey: ["artifact", run.id, logPath, stored?.sha256],
    queryFn: () => api.runs.artifact(run.id, logPath),
    enabled: stored !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!stored) return null;
  return (
    <div className={styles.wide}>
      <Panel title="Log">
        {log.isPending && <Loading what="Loading the log" />}
        {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
        {log.data !== undefined && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by key
          <section className={styles.log} tabIndex={0} aria-label="Log">
            {log.data}
          </section>
        )}
      </Panel>
    </div>
  );
}
