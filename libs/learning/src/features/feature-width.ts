import type { FittedFeature } from "@rookery/contracts";

/** How many numbers the features take in a row of the matrix. */
export function featureWidth(features: readonly FittedFeature[]): number {
  return features.reduce(
    (width, feature) => width + valueWidth(feature) + (feature.missingIndicator ? 1 : 0),
    0,
  );
}

/** Of one feature without its missing indicator, which comes behind. */
export function valueWidth(feature: FittedFeature): number {
  return "categories" in feature ? feature.categories.length : 1;
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
