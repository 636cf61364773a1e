import type { RunSummary, Sweep, SweepAttempt } from "@rookery/contracts";
import { useMemo } from "react";
import { hasEnded } from "../../../runs/run-values.ts";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";
import { changeMark } from "./change-mark.ts";
import { useListing } from "./use-listing.ts";

const maxAttempts = 20_000;

/** Every attempt at the sweep's runs, by run, looked at again while it is live. */
export function useSweepAttempts(sweep: Sweep, runs: readonly RunSummary[]) {
  const { id } = sweep;
  const ended = useMemo(() => new Set(runs.filter(hasEnded).map((run) => run.id)), [runs]);
  return useListing<SweepAttempt>({
    queryKey: queries.sweeps.attempts(id),
    read: (page, call) => api.sweeps.attempts(id, page, call),
    // Until its run has ended, an attempt may be followed by another.
    isFinal: ({ runId }) => ended.has(runId),
    maxItems: maxAttempts,
    mark: changeMark(sweep),
  });
}
