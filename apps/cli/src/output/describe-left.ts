import { formatDuration } from "./format.ts";

/** Runs that last longer than those before would be said to end in 0 ms. */
export function describeLeft(etaMs: number): string {
  return etaMs < 1_000 ? "a moment" : formatDuration(etaMs);
}
