import { countFailed, type Sweep, type SweepAttempt } from "@rookery/contracts";
import { isLive } from "../../../runs/sweep-progress.ts";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";
import { useListing } from "./use-listing.ts";

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
