import type { Run } from "@rookery/contracts";
import { hasEnded } from "@rookery/presentation";

/** Whether one of its replays is still under way. */
export function isReplaying({ replays }: Pick<Run, "replays">): boolean {
  return !replays.every(hasEnded);
}
