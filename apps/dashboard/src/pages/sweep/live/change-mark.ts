import type { Sweep } from "@rookery/contracts";
import { isLive } from "../../../runs/sweep-progress.ts";

/** Differs when runs of a sweep have begun or ended; null once none will any more. */
export function changeMark({ state, progress }: Sweep): string | null {
  return isLive(state) ? [state, ...Object.values(progress)].join() : null;
}
