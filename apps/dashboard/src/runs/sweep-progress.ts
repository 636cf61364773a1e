import {
  countFailed,
  isTerminalSweepState,
  type Sweep,
  type SweepProgress,
  type SweepState,
} from "@rookery/contracts";
import { formatDuration } from "../format/times.ts";

/** Runs that have ended, whatever way. */
export function countEnded({ total, queued, running }: SweepProgress): number {
  return total - queued - running;
}

/** `about 3 min`; null while nobody knows, as before the first run has ended. */
export function formatLeft({ etaMs }: Pick<Sweep, "etaMs">): string | null {
  if (etaMs === null) return null;
  return etaMs < 1_000 ? "a moment" : `about ${formatDuration(etaMs)}`;
}

/** A dash while it has not ended. */
export function formatTook({ tookMs }: Pick<Sweep, "tookMs">): string {
  return tookMs === null ? "–" : formatDuration(tookMs);
}

/** The parts of a progress bar. */
export function progressParts(progress: SweepProgress) {
  return [
    { tone: "good", count: progress.succeeded, label: "succeeded" },
    { tone: "warn", count: progress.pruned, label: "pruned" },
    { tone: "bad", count: countFailed(progress), label: "failed" },
    { tone: "calm", count: progress.cancelled, label: "cancelled" },
    { tone: "busy", count: progress.running, label: "running" },
  ] as const;
}

export function isLive(state: SweepState): boolean {
  return !isTerminalSweepState(state);
}
