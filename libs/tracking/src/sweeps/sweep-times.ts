import type { Sweep } from "@rookery/contracts";

interface StoredTimes {
  createdAt: Date;
  finishedAt: Date | null;
  idleMs: number;
}

/** When a sweep was launched and ended, and how long it took in between. */
export function sweepTimes({
  createdAt,
  finishedAt,
  idleMs,
}: StoredTimes): Pick<Sweep, "createdAt" | "finishedAt" | "tookMs"> {
  return {
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    tookMs: finishedAt && finishedAt.getTime() - createdAt.getTime() - idleMs,
  };
}
