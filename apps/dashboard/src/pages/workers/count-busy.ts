import type { Worker } from "@rookery/contracts";

/** Threads that train: a worker holds twice as many runs, so that none of them waits for the queue. */
export function countBusy({ runs, concurrency }: Worker): number {
  return Math.min(runs.length, concurrency);
}
