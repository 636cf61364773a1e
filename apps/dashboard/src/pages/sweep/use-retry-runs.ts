import { isTerminalSweepState, type RetryRequest, type Sweep } from "@rookery/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../../components/feedback/toasts.tsx";
import { api } from "../../server/api.ts";
import { queries } from "../../server/queries.ts";
import { forgetRuns } from "./live/sweep-listings.ts";

/** Queues runs of a sweep again, and says so. */
export function useRetryRuns(sweepId: string) {
  const cache = useQueryClient();
  const { tell } = useToasts();
  return useMutation({
    mutationFn: (request: RetryRequest) => api.sweeps.retry(sweepId, request),
    onSuccess: (changed) => {
      cache.setQueryData(queries.sweeps.get(sweepId).queryKey, changed);
      forgetRuns(cache, sweepId);
      tell("The runs are queued again");
    },
  });
}

/** What a retry does to a sweep that has ended, to be said before; empty of one that has not. */
export function describeRetriedEnd({ state }: Sweep): string {
  return isTerminalSweepState(state)
    ? " The sweep is finalized again, which may register another version."
    : "";
}
