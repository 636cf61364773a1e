import type { RunJob } from "@rookery/contracts";

/** A run on its way from the queue to the threads. */
export interface Arrival {
  /** Resolves when no run of its sweep with a lower number is on its way here. */
  turn(): Promise<void>;
  /** It has reached the threads, or will not. */
  leave(): void;
}

export interface Arrivals {
  enter(run: Pick<RunJob, "sweepId" | "number">): Arrival;
}

/**
 * Keeps the runs of a sweep in order, although claims of several may be answered
 * in any: so a worker with one thread trains them by number, and a sampler that
 * learns gives the same combinations each time.
 */
export function createArrivals(): Arrivals {
  const onTheirWay = new Set<{ sweepId: string; number: number; gone: Promise<void> }>();
  return {
    enter({ sweepId, number }) {
      let go = () => {};
      const gone = new Promise<void>((resolve) => {
        go = resolve;
      });
      const own = { sweepId, number, gone };
      onTheirWay.add(own);
      return {
        async turn() {
          const before = [...onTheirWay].filter(
            (other) => other.sweepId === sweepId && other.number < number,
          );
          await Promise.all(before.map((other) => other.gone));
        },
        leave() {
          onTheirWay.delete(own);
          go();
        },
      };
    },
  };
}
