import type { Database } from "@rookery/database";
import { getSweepRow, type SweepRow } from "@rookery/tracking";
import { LRUCache } from "lru-cache";

/** What every run of a sweep shares. It never changes once the sweep is written. */
export type SweepFacts = Pick<SweepRow, "spec" | "datasetVersionId" | "datasetHash">;

export interface SweepCache {
  get(sweepId: string): Promise<SweepFacts>;
}

export function createSweepCache(database: Database): SweepCache {
  const sweeps = new LRUCache<string, SweepFacts>({
    max: 500,
    fetchMethod: (sweepId) => getSweepRow(database, sweepId),
  });
  return { get: (sweepId) => sweeps.forceFetch(sweepId) };
}
