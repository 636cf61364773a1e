import type { MissingIndicator, RareClasses, UnknownCategory } from "@rookery/contracts";

/** What a sweep's models make of missing values, for people who choose it. */
export const aboutMissingIndicators: Record<MissingIndicator, string> = {
  seen: "told apart where the training rows have some",
  always: "always told apart",
  never: "filled in, not told apart",
};

/** What they make of categories that training had not. */
export const aboutUnknownCategories: Record<UnknownCategory, string> = {
  ignore: "ignored, as none of the known ones",
  missing: "counted as missing",
  refuse: "refused",
};

/** What becomes of classes with too few rows to be parted. */
export const aboutRareClasses: Record<RareClasses, string> = {
  refuse: "refuse the sweep",
  drop: "their rows are left out",
};
