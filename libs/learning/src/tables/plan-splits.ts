import type { RareClasses, Task, Validation } from "@rookery/contracts";
import { type DroppedClass, dropRareClasses } from "./drop-rare-classes.ts";
import { readTarget, type Target } from "./read-target.ts";
import { type RowSplit, splitFolds, splitHoldOut } from "./split-rows.ts";
import type { Table } from "./table.ts";

export interface TestSplitInput {
  table: Table;
  target: string;
  /** Classes are parted in their shares; numbers are not. */
  task: Task;
  /** What becomes of classes with too few rows to be parted. Default: `refuse`. */
  rareClasses?: RareClasses | undefined;
  /** Share of the rows that no run of the sweep may see; 0 for none. */
  testFraction: number;
  /** 32 bits. */
  seed: number;
}

export interface TestSplit extends RowSplit {
  target: Target;
  /** Classes whose rows are on neither side. */
  dropped: DroppedClass[];
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
  rareClasses = "refuse",
  testFraction,
  seed,
}: TestSplitInput): TestSplit {
  const whole = readTarget(table, name, task);
  const { target, dropped } =
    whole.task === "classification" && rareClasses === "drop"
      ? dropRareClasses(whole, testFraction)
      : { target: whole, dropped: [] };
  const split = splitHoldOut({
    target,
    rows: target.rows,
    fraction: testFraction,
    seed,
    stream: testStream,
    field: "testFraction",
  });
  return { ...split, target, dropped };
}

export interface SplitPlanInput extends TestSplitInput {
  validation: Validation;
  /** What a launch wants to optimise: `roc_auc` is no number in a fold that lacks a class. */
  metric?: string | undefined;
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
export function planSplits(input: SplitPlanInput): SplitPlan {
  const { validation, seed, metric } = input;
  const test = splitTestRows(input);
  const shared = { target: test.target, rows: test.training, seed, stream: validationStream };
  if (validation.kind === "k-fold") {
    const folds = { folds: validation.folds, everyClass: metric === "roc_auc" };
    return { test, validation: splitFolds({ ...shared, ...folds }) };
  }
  const split = splitHoldOut({
    ...shared,
    fraction: validation.fraction,
    field: "validation.fraction",
  });
  return { test, validation: [split] };
}
