import type { RunSummary, Sweep, SweepAttempt } from "@rookery/contracts";
import { useMemo } from "react";
import { api } from "../../api.ts";
import { isLive } from "../../sweep-progress.ts";
import { hasEnded } from "../../sweep-runs.ts";
import { useListing } from "./use-listing.ts";

const refreshMs = 3_000;
export const maxAttempts = 20_000;

/** Every attempt at the sweep's runs, by run, looked at again while it is live. */
export function useSweepAttempts({ id, state }: Sweep, runs: readonly RunSummary[]) {
  const ended = useMemo(() => new Set(runs.filter(hasEnded).map((run) => run.id)), [runs]);
  return useListing<SweepAttempt>({
    queryKey: ["sweep-attempts", id],
    read: (page) => api.sweeps.attempts(id, page),
    // Until its run has ended, an attempt may be followed by another.
    isFinal: ({ runId }) => ended.has(runId),
    maxItems: maxAttempts,
    refreshMs: isLive(state) && refreshMs,
  });
}
