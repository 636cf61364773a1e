import type { FittedCategory, FittedFeature } from "@rookery/contracts";

/** How many numbers the features take in a row of the matrix. */
export function featureWidth(features: readonly FittedFeature[]): number {
  return features.reduce(
    (width, feature) =>
      width +
      ("categories" in feature ? feature.categories.length : 1) +
      (feature.missingIndicator ? 1 : 0),
    0,
  );
}

/** Which of a category's features a missing value sets: its own, or its stand-in's; -1 for none. */
export function findMissingPosition(feature: FittedCategory): number {
  const { categories, fill, missingIndicator } = feature;
  if (missingIndicator) return categories.length;
  return fill === null ? -1 : categories.indexOf(fill);
}

/** The cells of one input column in a row of the feature matrix. */
export interface ColumnSpan {
  from: number;
  to: number;
}

/** Of every feature, in order. */
export function listSpans(features: readonly FittedFeature[]): ColumnSpan[] {
  let from = 0;
  return features.map((feature) => {
    const span = { from, to: from + featureWidth([feature]) };
    from = span.to;
    return span;
  });
}
