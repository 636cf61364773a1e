import { AppError } from "@rookery/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api.ts";
import styles from "./shell.module.css";

const probeMs = 2_000;

/** Says when nobody answers any more; asks again until somebody does, then brings every page up to date. */
export function ConnectionNotice() {
  const queries = useQueryClient();
  const [isAway, setAway] = useState(false);
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ query }) => {
        const { fetchFailureReason: reason } = query.state;
        if (reason instanceof AppError && reason.code === "unavailable") setAway(true);
      }),
    [queries],
  );
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(() => {
      api.health().then(
        () => {
          setAway(false);
          void queries.invalidateQueries();
        },
        () => {},
      );
    }, probeMs);
    return () => clearInterval(timer);
  }, [isAway, queries]);
  if (!isAway) return null;
  return (
    <p className={styles.silent} role="status">
      The server does not answer. What you see may be old; it is asked again every two seconds.
    </p>
  );
}
