import type { RunSummary } from "@rookery/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { loadRuns, type RunPage } from "./load-runs.ts";

const refreshMs = 2_000;
const none: RunSummary[] = [];

/** All runs of a sweep, looked at again while it is live. */
export function useSweepRuns(sweepId: string, isLive: boolean) {
  const queries = useQueryClient();
  const queryKey = ["sweep-runs", sweepId];
  const query = useQuery({
    queryKey,
    queryFn: () => loadRuns(sweepId, queries.getQueryData<RunPage[]>(queryKey) ?? []),
    // Comparing ten thousand runs costs more than drawing those in view again.
    structuralSharing: false,
    refetchInterval: isLive ? refreshMs : false,
  });
  const runs = useMemo(() => query.data?.flatMap(({ items }) => items) ?? none, [query.data]);
  return { runs, isPending: query.isPending, error: query.error, refetch: query.refetch };
}
