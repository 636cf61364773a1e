import type { RetryRequest } from "@rookery/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useToasts } from "../../components/toasts.tsx";
import { queries } from "../../queries.ts";
import { forgetRuns } from "./forget-runs.ts";

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
