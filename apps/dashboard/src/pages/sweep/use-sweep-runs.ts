import type { RunSummary, Sweep } from "@rookery/contracts";
import { api } from "../../api.ts";
import { isLive } from "../../sweep-progress.ts";
import { hasEnded } from "../../sweep-runs.ts";
import { useListing } from "./use-listing.ts";

const refreshMs = 2_000;
export const maxLoadedRuns = 50_000;

/** All runs of a sweep by number, looked at again while it is live. */
export function useSweepRuns({ id, state }: Sweep) {
  return useListing<RunSummary>({
    queryKey: ["sweep-runs", id],
    read: (page) => api.sweeps.runs(id, page),
    isFinal: hasEnded,
    maxItems: maxLoadedRuns,
    refreshMs: isLive(state) && refreshMs,
  });
}
