/** Jobs that wait while nothing is known of how fast they are taken. */
const startJobs = 32;
/** So that a worker that ends a run finds the next one, however long runs take. */
const fewestJobs = 8;
/** At ten looks a second this is enough for 5,000 runs in one. */
const mostJobs = 512;

/**
 * How many run jobs may wait in the queue. Few, so that a sweep that comes in does
 * not stand behind thousands; enough that no worker finds the queue empty between
 * two looks. How long runs take is not asked: the window doubles when a look finds it nearly
 * used up and shrinks by a fifth when it is hardly touched.
 */
export interface QueueWindow {
  /** How many jobs are to be added, when so many are found waiting and more runs are to come. */
  measureRoom(waiting: number): number;
  /** Forgets how fast runs were taken: those of the next sweep may take much longer. */
  reset(): void;
}

export function createQueueWindow(): QueueWindow {
  let size = startJobs;
  let isFirst = true;
  return {
    measureRoom(waiting) {
      if (!isFirst && waiting < size / 4) size = Math.min(mostJobs, size * 2);
      else if (waiting > (size * 3) / 4) size = Math.max(fewestJobs, Math.floor(size * 0.8));
      isFirst = false;
      return Math.max(0, size - waiting);
    },
    reset() {
      size = startJobs;
      isFirst = true;
    },
  };
}
