import {
  countFailed,
  isTerminalSweepState,
  type Sweep,
  type SweepProgress,
  type SweepState,
  terminalRunStates,
} from "@rookery/contracts";
import { formatCount, nothing } from "../format/numbers.ts";
import { formatDuration } from "../format/times.ts";
import type { Tone } from "./states.ts";

/** Runs that have ended, whatever way. */
export function countEnded({ total, queued, running }: SweepProgress): number {
  return total - queued - running;
}

export interface ProgressPart {
  tone: Tone;
  count: number;
  label: string;
}

/** How the runs stand that are not queued: ended in one way or another, or running. */
export function listProgress(progress: SweepProgress): ProgressPart[] {
  return [
    { tone: "good", count: progress.succeeded, label: "succeeded" },
    { tone: "warn", count: progress.pruned, label: "pruned" },
    { tone: "bad", count: countFailed(progress), label: "failed" },
    { tone: "calm", count: progress.cancelled, label: "cancelled" },
    { tone: "busy", count: progress.running, label: "running" },
  ];
}

/** `24, 20 succeeded, 2 timed-out, 2 queued`: how many runs there are, and how many are in each state. */
export function describeProgress({ total, timedOut, ...states }: SweepProgress): string {
  const counts = { ...states, "timed-out": timedOut };
  return [
    formatCount(total),
    ...told.flatMap((state) =>
      counts[state] > 0 ? [`${formatCount(counts[state])} ${state}`] : [],
    ),
  ].join(", ");
}

/** What has ended before what has not. */
const told = [...terminalRunStates, "running", "queued"] as const;

/** `about 3 min`; null while nobody knows, as before the first run has ended. */
export function formatLeft({ etaMs }: Pick<Sweep, "etaMs">): string | null {
  if (etaMs === null) return null;
  // Runs that last longer than those before would be said to end in 0 ms.
  return etaMs < 1_000 ? "a moment" : `about ${formatDuration(roundEstimate(etaMs))}`;
}

/** A dash while it has not ended. */
export function formatTook({ tookMs }: Pick<Sweep, "tookMs">): string {
  return tookMs === null ? nothing : formatDuration(tookMs);
}

/** Whether it has not ended, so that it may look different when it is asked for again. */
export function isLive(state: SweepState): boolean {
  return !isTerminalSweepState(state);
}

/** No finer than an estimate is: whole seconds in the last minute, then steps of a twelfth at the most. */
function roundEstimate(ms: number): number {
  const steps = [1_000, 5_000, 60_000, 300_000, 3_600_000];
  const step = steps.findLast((one) => ms >= one * 12) ?? 1_000;
  return Math.round(ms / step) * step;
}
