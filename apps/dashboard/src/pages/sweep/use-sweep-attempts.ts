import type { Sweep, SweepAttempt } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { isLive } from "../../sweep-progress.ts";

const pageSize = 1_000;
export const maxAttempts = 20_000;
const refreshMs = 3_000;

/** Every attempt at the sweep's runs, looked at again while it is live. */
export function useSweepAttempts({ id, state }: Sweep) {
  return useQuery({
    queryKey: ["sweep-attempts", id],
    queryFn: () => loadAttempts(id),
    structuralSharing: false,
    refetchInterval: isLive(state) ? refreshMs : false,
  });
}

async function loadAttempts(sweepId: string): Promise<SweepAttempt[]> {
  const attempts: SweepAttempt[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.sweeps.attempts(sweepId, { limit: pageSize, ...(cursor && { cursor }) });
    attempts.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && attempts.length < maxAttempts);
  return attempts;
}
