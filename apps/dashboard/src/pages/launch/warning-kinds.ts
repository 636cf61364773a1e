import type { SweepWarning } from "@rookery/contracts";

/** What looks wrong about a column, in words. */
export const warningKinds: Record<SweepWarning["kind"], string> = {
  constant: "always the same",
  "id-like": "looks like an id",
  "determines-target": "tells the target by itself",
  "duplicate-of-target": "is the target once more",
};
