import type { SweepEvent } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { getSweepStatus } from "@rookery/tracking";
import { LRUCache } from "lru-cache";

export interface StatusReader {
  read(sweepId: string): Promise<SweepEvent>;
}

/**
 * Reads sweep statuses: one query per sweep at a time, its answer good for
 * `maxAgeMs` after it came, however many ask and however slow the database is.
 */
export function createStatusReader(
  database: Database,
  { maxAgeMs }: { maxAgeMs: number },
): StatusReader {
  const recent = new LRUCache<string, SweepEvent>({ max: 1000, ttl: maxAgeMs });
  const asking = new Map<string, Promise<SweepEvent>>();

  async function ask(sweepId: string): Promise<SweepEvent> {
    try {
      const status = await getSweepStatus(database, sweepId);
      recent.set(sweepId, status);
      return status;
    } finally {
      asking.delete(sweepId);
    }
  }

  return {
    async read(sweepId) {
      const known = recent.get(sweepId);
      if (known) return known;
      const asked = asking.get(sweepId) ?? ask(sweepId);
      asking.set(sweepId, asked);
      return await asked;
    },
  };
}
