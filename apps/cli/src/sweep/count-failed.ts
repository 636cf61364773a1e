import type { Sweep } from "@rookery/contracts";

/** Runs that ended without a result, in whatever way. */
export function countFailed({ failed, timedOut, lost }: Sweep["progress"]): number {
  return failed + timedOut + lost;
}
