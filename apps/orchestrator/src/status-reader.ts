import type { SweepEvent } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { getSweepStatus } from "@rookery/tracking";
import { LRUCache } from "lru-cache";

export interface StatusReader {
  read(sweepId: string): Promise<SweepEvent>;
}

/** Reads sweep statuses, at most one query per sweep and `maxAgeMs` however many ask. */
export function createStatusReader(
  database: Database,
  { maxAgeMs }: { maxAgeMs: number },
): StatusReader {
  const recent = new LRUCache<string, Promise<SweepEvent>>({ max: 1000, ttl: maxAgeMs });
  return {
    read(sweepId) {
      const known = recent.get(sweepId);
      if (known) return known;
      const status = getSweepStatus(database, sweepId);
      recent.set(sweepId, status);
      return status;
    },
  };
}
