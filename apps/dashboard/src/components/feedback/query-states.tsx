import { UnknownAnswer } from "@rookery/client";
import type { ReactNode } from "react";
import { isOutageError, useOutage } from "../../server/outage.ts";
import { Button } from "../controls/button.tsx";
import styles from "./states.module.css";
import { ErrorState } from "./states.tsx";

interface QueryStatesProps<T> {
  query: {
    data: T | undefined;
    error: unknown;
    refetch(): unknown;
  };
  /** Holds the place while there is nothing to show yet. */
  loading: ReactNode;
  /** Put around what stands in the place of the data: a page or a panel. Default: nothing. */
  frame?: (content: ReactNode) => ReactNode;
  /** Shows the data, or that there are none. */
  children: (data: T) => ReactNode;
}

/**
 * What a query has come to. Data that are there stay, with what people typed
 * beside them, whatever becomes of asking again: its failure stands above them.
 */
export function QueryStates<T>({ query, loading, frame, children }: QueryStatesProps<T>) {
  const { data, error } = query;
  const retry = () => void query.refetch();
  if (data !== undefined) {
    return (
      <>
        {error !== null && <OldNotice error={error} onRetry={retry} />}
        {children(data)}
      </>
    );
  }
  const content = error === null ? loading : <ErrorState error={error} onRetry={retry} />;
  return frame ? frame(content) : content;
}

/** Says that what stands below is old. Of an outage and of another version the notice above the page tells already. */
function OldNotice({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const outage = useOutage();
  if (error instanceof UnknownAnswer || (outage && isOutageError(error))) return null;
  return (
    <div className={styles.old} role="status">
      <p>
        This may be old, for it could not be asked for again:{" "}
        {error instanceof Error ? error.message : String(error)}
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
