import { paint } from "./paint.ts";

/** The state of a sweep or run in its colour. */
export function paintState(state: string): string {
  if (state === "succeeded") return paint.green(state);
  if (["failed", "timed-out", "lost"].includes(state)) return paint.red(state);
  if (["running", "finalizing"].includes(state)) return paint.cyan(state);
  return paint.yellow(state);
}
