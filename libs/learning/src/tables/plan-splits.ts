import type { Validation } from "@rookery/contracts";
import { type RowSplit, splitFolds, splitHoldOut } from "./split-rows.ts";
import {
  splitTestRows,
  type TestSplit,
  type TestSplitInput,
  validationStream,
} from "./split-test-rows.ts";

export interface SplitPlan {
  /** The held-out test rows and the training rows. */
  test: TestSplit;
  /** The training rows once more, parted for each validation. */
  validation: RowSplit[];
}

/**
 * Every split a sweep uses. It depends on nothing but its input, so a launch
 * can find out beforehand whether the runs will have enough rows of each class.
 * Throws `sweep-invalid` otherwise.
 */
export function planSplits(input: TestSplitInput & { validation: Validation }): SplitPlan {
  const { validation, seed } = input;
  const test = splitTestRows(input);
  const shared = { target: test.target, rows: test.training, seed, stream: validationStream };
  if (validation.kind === "k-fold") {
    return { test, validation: splitFolds({ ...shared, folds: validation.folds }) };
  }
  const split = splitHoldOut({
    ...shared,
    fraction: validation.fraction,
    field: "validation.fraction",
  });
  return { test, validation: [split] };
}
