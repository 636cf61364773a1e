import { isTerminalSweepState, type SweepProgress, type SweepState } from "@rookery/contracts";
import { formatDuration } from "./format/times.ts";

/** Runs that have ended, whatever way. */
export function countEnded({ total, queued, running }: SweepProgress): number {
  return total - queued - running;
}

/** Runs that ended without success and were not cancelled: what a retry queues again. */
export function countFailed({ failed, timedOut, lost }: SweepProgress): number {
  return failed + timedOut + lost;
}

/**
 * How long the runs that are left will take at the pace since the launch, in
 * milliseconds; null while nothing has ended or nothing is under way.
 */
export function estimateLeftMs(
  sweep: { state: SweepState; progress: SweepProgress; createdAt: string },
  nowMs: number,
): number | null {
  const ended = countEnded(sweep.progress);
  if (sweep.state !== "running" || ended === 0) return null;
  const elapsedMs = nowMs - Date.parse(sweep.createdAt);
  return Math.max(0, (elapsedMs / ended) * (sweep.progress.total - ended));
}

/** From the launch to the end; a dash while it has not ended. */
export function formatTook(sweep: { createdAt: string; finishedAt: string | null }): string {
  const { createdAt, finishedAt } = sweep;
  return finishedAt ? formatDuration(Date.parse(finishedAt) - Date.parse(createdAt)) : "–";
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
