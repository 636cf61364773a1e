import type { RunSummary } from "@rookery/contracts";
import { api } from "../../api.ts";
import { hasEnded } from "../../sweep-runs.ts";

const pageSize = 1_000;
/** More runs than this are not taken into the browser. */
export const maxLoadedRuns = 50_000;

export interface RunPage {
  items: RunSummary[];
  nextCursor: string | null;
}

/**
 * All runs of a sweep by number. Pages that are full and whose runs have all
 * ended are taken from `known`: they cannot change unless runs are retried.
 */
export async function loadRuns(sweepId: string, known: readonly RunPage[]): Promise<RunPage[]> {
  const pages: RunPage[] = [];
  let cursor: string | undefined;
  do {
    const before = known[pages.length];
    const page =
      before && isSettled(before)
        ? before
        : await api.sweeps.runs(sweepId, { limit: pageSize, ...(cursor && { cursor }) });
    pages.push(page);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && pages.length * pageSize < maxLoadedRuns);
  return pages;
}

function isSettled({ items, nextCursor }: RunPage): boolean {
  return nextCursor !== null && items.every(hasEnded);
}
