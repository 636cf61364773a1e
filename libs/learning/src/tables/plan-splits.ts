import type { Task, Validation } from "@rookery/contracts";
import { readTarget, type Target } from "./read-target.ts";
import { type RowSplit, splitFolds, splitHoldOut } from "./split-rows.ts";
import type { Table } from "./table.ts";

export interface TestSplitInput {
  table: Table;
  target: string;
  /** Classes are parted in their shares; numbers are not. */
  task: Task;
  /** Share of the rows that no run of the sweep may see; 0 for none. */
  testFraction: number;
  /** 32 bits. */
  seed: number;
}

export interface TestSplit extends RowSplit {
  target: Target;
}

/** Streams of the one seed: see `createShuffler`. */
const testStream = 0;
const validationStream = 1;

/**
 * Parts the test rows from the training rows. It depends on nothing
 * but its input, so every run and the finalizer get the same rows.
 */
export function splitTestRows({
  table,
  target: name,
  task,
  testFraction,
  seed,
}: TestSplitInput): TestSplit {
  const target = readTarget(table, name, task);
  const split = splitHoldOut({
    target,
    rows: target.rows,
    fraction: testFraction,
    seed,
    stream: testStream,
    field: "testFraction",
  });
  return { ...split, target };
}

export interface SplitPlan {
  /** The test rows and the training rows. */
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
