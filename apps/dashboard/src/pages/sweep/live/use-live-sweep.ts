import type { SweepEvent } from "@rookery/contracts";
import { isLive } from "@rookery/presentation";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { api } from "../../../server/api.ts";
import { suspectOutage, useOutage } from "../../../server/outage.ts";
import { queries } from "../../../server/queries.ts";
import { forgetRuns } from "./sweep-listings.ts";

/** How long after a broken connection the sweep is watched again. */
const reconnectMs = 2_000;

/**
 * A sweep, kept up to date by the server's events while it has not ended and
 * somebody looks: browsers hold few connections to one server open at a time.
 */
export function useLiveSweep(sweepId: string) {
  const cache = useQueryClient();
  const [isCutOff, setCutOff] = useState(false);
  const sweep = useQuery(queries.sweeps.get(sweepId));
  const live = sweep.data && isLive(sweep.data.state);

  // Every retry begins another round, whoever asks for it.
  const round = sweep.data?.round;
  const knownRound = useRef<number>(undefined);
  useEffect(() => {
    if (round !== undefined && knownRound.current !== undefined && round !== knownRound.current) {
      forgetRuns(cache, sweepId);
    }
    knownRound.current = round;
  }, [round, cache, sweepId]);

  const isVisible = useIsVisible();
  useEffect(() => {
    if (!live || !isVisible) return;
    const gone = new AbortController();
    const hear = (event: SweepEvent) => {
      setCutOff(false);
      const { queryKey } = queries.sweeps.get(sweepId);
      const before = cache.getQueryData(queryKey);
      cache.setQueryData(queryKey, (known) => known && { ...known, ...event });
      // Stop reason and outcome come with a new state, but not with its event.
      if (before?.state !== event.state) {
        void cache.invalidateQueries({ queryKey });
        void cache.invalidateQueries({ queryKey: queries.sweeps.runs(sweepId) });
        void cache.invalidateQueries({ queryKey: queries.sweeps.attempts(sweepId) });
      }
    };
    const cutOff = () => {
      setCutOff(true);
      suspectOutage(cache);
    };
    void watch({ sweepId, signal: gone.signal, hear, cutOff });
    return () => gone.abort();
  }, [sweepId, live, isVisible, cache]);

  // Of an outage the notice above every page tells already.
  const outage = useOutage();
  return { sweep, isCutOff: live === true && isCutOff && outage === null };
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

/** Whether somebody can see the page: its tab is in front. */
function useIsVisible(): boolean {
  return useSyncExternalStore(subscribe, () => document.visibilityState === "visible");
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener("visibilitychange", onChange);
  return () => document.removeEventListener("visibilitychange", onChange);
}
