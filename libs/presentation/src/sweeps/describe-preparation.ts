import type { MissingIndicator } from "@rookery/contracts";

/** What a sweep's models make of missing values, for people who choose it. */
export const aboutMissingIndicators: Record<MissingIndicator, string> = {
  seen: "told apart where the training rows have some",
  always: "always told apart",
  never: "filled in, not told apart",
};
