import type { Sweep, SweepEvent } from "@rookery/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "../../api.ts";
import { useIsVisible } from "../../components/use-is-visible.ts";
import { countEnded, isLive } from "../../sweep-progress.ts";
import { forgetRuns } from "./forget-runs.ts";

/** How long after a broken connection the sweep is watched again. */
const reconnectMs = 2_000;

/**
 * A sweep, kept up to date by the server's events while it has not ended and
 * somebody looks: browsers hold few connections to one server open at a time.
 */
export function useLiveSweep(sweepId: string) {
  const queries = useQueryClient();
  const [isCutOff, setCutOff] = useState(false);
  const sweep = useQuery({ queryKey: ["sweep", sweepId], queryFn: () => api.sweeps.get(sweepId) });
  const live = sweep.data && isLive(sweep.data.state);

  const wasLive = useRef<boolean>(undefined);
  useEffect(() => {
    if (live && wasLive.current === false) forgetRuns(queries, sweepId);
    wasLive.current = live;
  }, [live, queries, sweepId]);

  const isVisible = useIsVisible();
  useEffect(() => {
    if (!live || !isVisible) return;
    const gone = new AbortController();
    const hear = (event: SweepEvent) => {
      setCutOff(false);
      const key = ["sweep", sweepId];
      const before = queries.getQueryData<Sweep>(key);
      if (before && countEnded(event.progress) < countEnded(before.progress)) {
        forgetRuns(queries, sweepId);
      }
      queries.setQueryData<Sweep>(key, (known) => known && { ...known, ...event });
      // Stop reason and outcome come with a new state, but not with its event.
      if (before?.state !== event.state) {
        void queries.invalidateQueries({ queryKey: key });
        void queries.invalidateQueries({ queryKey: ["sweep-runs", sweepId] });
        void queries.invalidateQueries({ queryKey: ["sweep-attempts", sweepId] });
      }
    };
    void watch({ sweepId, signal: gone.signal, hear, cutOff: () => setCutOff(true) });
    return () => gone.abort();
  }, [sweepId, live, isVisible, queries]);

  return { sweep, isCutOff: live === true && isCutOff };
}

interface Watch {
  sweepId: string;
  signal: AbortSignal;
  hear: (event: SweepEvent) => void;
  cutOff: () => void;
}

async function watch({ sweepId, signal, hear, cutOff }: Watch): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of api.sweeps.watch(sweepId, signal)) hear(event);
      return;
    } catch {
      if (signal.aborted) return;
      cutOff();
      await new Promise((resolve) => setTimeout(resolve, reconnectMs));
    }
  }
}
