import { UnknownAnswer } from "@rookery/client";
import {
  type MutationCacheNotifyEvent,
  notifyManager,
  type QueryCacheNotifyEvent,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { Button } from "../components/controls/button.tsx";
import { isOutageError, type Outage, outageQuery, suspectOutage } from "../server/outage.ts";
import styles from "./connection-notice.module.css";

/** Says above every page why it may be old: nobody answers, a part is down, or the server is of another version. */
export function ConnectionNotice() {
  const outage = useOutageWatch();
  const isOutdated = useOutdated();
  return (
    <div role="status" className={styles.place}>
      {outage && <p className={styles.notice}>{describe(outage)}</p>}
      {!outage && isOutdated && (
        <div className={styles.notice}>
          <p>The server's answer is not understood: it may be newer than this page.</p>
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </div>
      )}
    </div>
  );
}

function describe(outage: Outage): string {
  const again = "What you see may be old; it is asked again every two seconds.";
  if (outage.kind === "silent") return `The server does not answer. ${again}`;
  return `The server answers, but not all of it works: ${outage.parts.join(", ")}. ${again}`;
}

/** Looks for an outage when something fails as if there were one; when it is over, the queries that did are asked again. */
function useOutageWatch(): Outage | null {
  const cache = useQueryClient();
  const { data: outage } = useQuery(outageQuery);
  useEffect(() => {
    const hear = (event: QueryCacheNotifyEvent | MutationCacheNotifyEvent) => {
      const action = event.type === "updated" ? event.action : undefined;
      const hasFailed = action?.type === "failed" || action?.type === "error";
      if (hasFailed && isOutageError(action.error)) suspectOutage(cache);
    };
    const stops = [cache.getQueryCache().subscribe(hear), cache.getMutationCache().subscribe(hear)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [cache]);
  const isAway = outage !== null;
  useEffect(() => {
    if (!isAway) return;
    return () => {
      void cache.refetchQueries({
        type: "active",
        predicate: ({ state }) => isOutageError(state.fetchFailureReason ?? state.error),
      });
    };
  }, [isAway, cache]);
  return outage;
}

/** Whether something on the page got an answer that this page is too old for. */
function useOutdated(): boolean {
  const queries = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    useCallback((changed) => queries.subscribe(notifyManager.batchCalls(changed)), [queries]),
    () =>
      queries
        .getAll()
        .some((query) => query.state.error instanceof UnknownAnswer && query.isActive()),
  );
}
