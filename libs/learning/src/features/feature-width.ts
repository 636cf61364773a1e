import type { FinishedFold } from "../evaluate/evaluate-fold.ts";
import { featureWidth } from "./encode-rows.ts";

/** The cells of one input column in a row of the feature matrix. */
export interface ColumnSpan {
  from: number;
  to: number;
}

export function spansOf({ features }: Pick<FinishedFold, "features">): ColumnSpan[] {
  let from = 0;
  return features.map((feature) => {
    const span = { from, to: from + featureWidth([feature]) };
    from = span.to;
    return span;
  });
}
