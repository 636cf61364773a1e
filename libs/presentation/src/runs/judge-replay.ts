import type { RunReplay } from "@rookery/contracts";
import type { Tone } from "../sweeps/states.ts";
import { hasEnded } from "./read-runs.ts";

/** What a replay has shown, in a word and in a sentence. */
export function judgeReplay(replay: RunReplay): { tone: Tone; verdict: string; reason: string } {
  const { same, state, differences, model } = replay;
  if (same === null) {
    return hasEnded(replay)
      ? { tone: "bad", verdict: state, reason: "It did not succeed, so it tells nothing." }
      : { tone: "busy", verdict: state, reason: "It is not over yet." };
  }
  if (same) {
    const file = model === "same" ? ", and so is the model" : "; no model was kept to compare";
    return { tone: "good", verdict: "same", reason: `Every metric is exactly the same${file}.` };
  }
  const metrics =
    differences.length === 0
      ? "The metrics are the same"
      : `${differences.length} ${differences.length === 1 ? "metric differs" : "metrics differ"}`;
  const file = model === "different" ? ", the model is another" : "";
  return { tone: "warn", verdict: "different", reason: `${metrics}${file}.` };
}
