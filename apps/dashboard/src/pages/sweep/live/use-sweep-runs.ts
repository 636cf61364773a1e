import type { RunSummary, Sweep } from "@rookery/contracts";
import { hasEnded } from "../../../runs/run-values.ts";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";
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
