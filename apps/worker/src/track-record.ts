import type { Outcomes } from "@rookery/tracking";

/** Others compare themselves with these. */
const keptAttempts = 200;
const keptMs = 15 * 60_000;
/** A worker judges itself by its newest attempts. */
const judgedAttempts = 20;
const fewestAttempts = 10;

/** How a worker's newest attempts ended. */
export interface TrackRecord {
  note(outcome: { failed: boolean }): void;
  recent(): Outcomes;
  /** The newest 20. */
  newest(): Outcomes;
}

export function createTrackRecord(now: () => number = Date.now): TrackRecord {
  const attempts: { failed: boolean; endedAt: number }[] = [];
  const count = (counted: typeof attempts): Outcomes => ({
    ended: counted.length,
    failed: counted.filter(({ failed }) => failed).length,
  });
  return {
    note({ failed }) {
      attempts.push({ failed, endedAt: now() });
      if (attempts.length > keptAttempts) attempts.shift();
    },
    recent: () => count(attempts.filter(({ endedAt }) => endedAt > now() - keptMs)),
    newest: () => count(attempts.slice(-judgedAttempts)),
  };
}

/** Whether a worker fails so often that only a look at the others can tell why. */
export function isSuspect({ ended, failed }: Outcomes): boolean {
  return ended >= fewestAttempts && failed >= ended / 2;
}

/** Whether its peers, on the same kind of work, fail at most a quarter as often. */
export function isWorseThan(own: Outcomes, peers: Outcomes): boolean {
  if (peers.ended < fewestAttempts) return false;
  return peers.failed / peers.ended <= own.failed / own.ended / 4;
}
