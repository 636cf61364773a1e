import type { RunSummary, Sweep } from "@rookery/contracts";
import { api } from "../../api.ts";
import { queries } from "../../queries.ts";
import { hasEnded } from "../../sweep-runs.ts";
import { changeMark } from "./change-mark.ts";
import { useListing } from "./use-listing.ts";

const maxLoadedRuns = 50_000;

/** All runs of a sweep by number, looked at again while it is live. */
export function useSweepRuns(sweep: Sweep) {
  const { id } = sweep;
  return useListing<RunSummary>({
    queryKey: queries.sweeps.runs(id),
    read: (page, call) => api.sweeps.runs(id, page, call),
    isFinal: hasEnded,
    maxItems: maxLoadedRuns,
    mark: changeMark(sweep),
  });
}
