import type { RunSummary } from "@rookery/contracts";

let made = 0;

/** A run as the API lists it; `given` replaces what a test cares about. */
export function makeRun(given: Partial<RunSummary> = {}): RunSummary {
  made += 1;
  return {
    id: made.toString(16).padStart(32, "0"),
    sweepId: null,
    number: made,
    name: `run ${made}`,
    state: "succeeded",
    params: {},
    metrics: {},
    spread: {},
    attempt: 1,
    startedAt: "2026-01-01T00:00:00.000Z",
    endedAt: "2026-01-01T00:00:01.000Z",
    ...given,
  };
}
