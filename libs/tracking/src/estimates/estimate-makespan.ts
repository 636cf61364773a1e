export interface Makespan {
  /** How long one run takes on one thread. */
  runMs: number;
  /** Runs that nobody has begun. */
  waiting: number;
  threads: number;
  /** How long each run that is under way still takes; none of them longer than `runMs`. */
  leftMs?: readonly number[];
}

/**
 * How long it takes until the last run has ended, when each that waits begins on
 * the thread that is free first; null when there is no thread for them.
 */
export function estimateMakespan({
  runMs,
  waiting,
  threads,
  leftMs = [],
}: Makespan): number | null {
  const places = Math.max(threads, leftMs.length);
  if (places === 0) return waiting === 0 ? 0 : null;
  const idle = Array.from({ length: places - leftMs.length }, () => 0);
  const freeAfterMs = [...idle, ...leftMs].sort((a, b) => a - b);
  // All are free within one run of each other, so they take turns in this order.
  const turns = Math.floor(waiting / places);
  const ahead = waiting % places;
  return Math.max(...freeAfterMs.map((ms, at) => ms + runMs * (turns + (at < ahead ? 1 : 0))));
}
