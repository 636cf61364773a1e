import { countFailed, type RunSummary, type Sweep, type SweepAttempt } from "@rookery/contracts";
import { hasEnded, isLive } from "@rookery/presentation";
import type { QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";
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

const maxFailedAttempts = 20_000;

/** The last attempt of each run that ended without success, looked at again while the sweep is live. */
export function useFailedAttempts({ id, state, progress }: Sweep) {
  return useListing<SweepAttempt>({
    queryKey: queries.sweeps.failures(id),
    read: (page, call) => api.sweeps.attempts(id, { ...page, failures: true }, call),
    // A run of a lower number may fail later than those of a page that was read.
    isFinal: () => false,
    maxItems: maxFailedAttempts,
    mark: isLive(state) ? String(countFailed(progress)) : null,
  });
}

/** Differs when runs of a sweep have begun or ended; null once none will any more. */
function changeMark({ state, progress }: Sweep): string | null {
  return isLive(state) ? [state, ...Object.values(progress)].join() : null;
}

/** Runs of a sweep were retried: what was final of them is not any more. */
export function forgetRuns(cache: QueryClient, sweepId: string): void {
  void cache.resetQueries({ queryKey: queries.sweeps.runs(sweepId) });
  void cache.resetQueries({ queryKey: queries.sweeps.attempts(sweepId) });
}
