import { failedStates } from "@rookery/contracts";
import { paint } from "./paint.ts";

/** The state of a sweep or run in its colour. */
export function paintState(state: string): string {
  if (state === "succeeded") return paint.green(state);
  if ((failedStates as readonly string[]).includes(state)) return paint.red(state);
  if (["running", "finalizing"].includes(state)) return paint.cyan(state);
  return paint.yellow(state);
}
