import type { AttemptState, RunState, StopReason, SweepState } from "@rookery/contracts";

/** What a state means for a person at a glance; each face has its colours for them. */
export type Tone = "good" | "bad" | "warn" | "busy" | "calm";

/** Of a sweep, a run or an attempt. */
export type State = SweepState | RunState | AttemptState;

const tones: Record<State, Tone> = {
  succeeded: "good",
  failed: "bad",
  "timed-out": "bad",
  lost: "bad",
  running: "busy",
  finalizing: "busy",
  stopping: "warn",
  paused: "warn",
  pruned: "warn",
  cancelled: "calm",
  queued: "calm",
  released: "calm",
};

export function toneOf(state: State): Tone {
  return tones[state];
}

const stops: Record<StopReason, string> = {
  cancelled: "Somebody cancelled it.",
  "too-many-failures": "Too many of its runs failed.",
  deadline: "Its deadline passed: the best run so far is taken.",
};

/** Why a sweep ended, or is ending, early. */
export function describeStop(reason: StopReason): string {
  return stops[reason];
}
