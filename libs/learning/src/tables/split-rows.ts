import { AppError } from "@rookery/contracts";
import { createShuffler } from "../numerics/shuffle-rows.ts";
import type { ClassTarget, Target } from "./read-target.ts";

/** Two disjoint sets of row numbers, both ascending. */
export interface RowSplit {
  training: Int32Array;
  heldOut: Int32Array;
}

export interface SplitInput {
  target: Target;
  /** The rows to split, ascending; every one has a target. */
  rows: Int32Array;
  seed: number;
  /** Splits with different streams are independent although they share a seed. */
  stream: number;
}

/**
 * Holds out about `fraction` of every class, and keeps at least one row of
 * each class on both sides; numbers are one class. Fraction 0 holds out nothing.
 * `field` names the setting in the error.
 */
export function splitHoldOut(input: SplitInput & { fraction: number; field: string }): RowSplit {
  const { target, rows, fraction, field } = input;
  if (fraction === 0) return { training: Int32Array.from(rows), heldOut: new Int32Array(0) };
  requireRows(target, rows, 2, field, "to be on both sides of the split");

  const isHeldOut = new Uint8Array(rowLimit(rows));
  for (const members of shuffledGroups(input)) {
    const count = countHeldOut(members.length, fraction);
    for (const row of members.subarray(0, count)) isHeldOut[row] = 1;
  }
  return partRows(rows, (row) => isHeldOut[row] === 1);
}

/** Of the rows of a class: about their share, but at least one, and one is left. 0 for fraction 0. */
export function countHeldOut(count: number, fraction: number): number {
  if (fraction === 0) return 0;
  return Math.min(Math.max(Math.round(count * fraction), 1), count - 1);
}

/**
 * Stratified k-fold: every row is held out exactly once, every fold has each
 * class in its share of the whole, fold sizes differ by one at most. A class of
 * fewer rows than folds is missing among the rows that some folds hold out, but
 * every fold learns from it; `everyClass` refuses that.
 */
export function splitFolds(
  input: SplitInput & { folds: number; everyClass?: boolean | undefined },
): RowSplit[] {
  const { target, rows, folds, everyClass = false } = input;
  requireTotal(rows.length, folds);
  const minimum = everyClass ? folds : 2;
  const purpose = everyClass
    ? `for each of ${folds} folds to measure roc_auc`
    : "for every fold to learn from one";
  if (target.task === "classification") {
    requireRows(target, rows, minimum, "validation.folds", purpose);
  }

  const foldOf = new Int32Array(rowLimit(rows));
  let dealt = 0;
  for (const members of shuffledGroups(input)) {
    for (const row of members) foldOf[row] = dealt++ % folds;
  }
  return Array.from({ length: folds }, (_, fold) => partRows(rows, (row) => foldOf[row] === fold));
}

function partRows(rows: Int32Array, isHeldOut: (row: number) => boolean): RowSplit {
  const training = new Int32Array(rows.length);
  const heldOut = new Int32Array(rows.length);
  let kept = 0;
  let held = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (isHeldOut(row)) heldOut[held++] = row;
    else training[kept++] = row;
  }
  return { training: training.slice(0, kept), heldOut: heldOut.slice(0, held) };
}

/** One more than the last row's number. */
function rowLimit(rows: Int32Array): number {
  return rows.length === 0 ? 0 : rows[rows.length - 1] + 1;
}

/** The rows of each class, or of all numbers, shuffled. */
function shuffledGroups({ target, rows, seed, stream }: SplitInput): Int32Array[] {
  const shuffle = createShuffler(seed, stream);
  const groups = target.task === "regression" ? [Int32Array.from(rows)] : groupRows(target, rows);
  groups.forEach(shuffle);
  return groups;
}

function groupRows(target: ClassTarget, rows: Int32Array): Int32Array[] {
  const counts = countClasses(target, rows);
  const members = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  for (const row of rows) {
    const label = target.labels[row];
    members[label][filled[label]++] = row;
  }
  return members;
}

function countClasses(target: ClassTarget, rows: Int32Array): Int32Array {
  const counts = new Int32Array(target.classes.length);
  for (const row of rows) counts[target.labels[row]]++;
  return counts;
}

/** What there is to part, named for people. */
function countGroups(target: Target, rows: Int32Array): { name: string; count: number }[] {
  if (target.task === "regression") return [{ name: "The table", count: rows.length }];
  const counts = countClasses(target, rows);
  return target.classes.map((label, index) => ({
    name: `Class ${JSON.stringify(label)}`,
    count: counts[index],
  }));
}

function requireTotal(count: number, folds: number): void {
  if (count >= folds) return;
  const message = `The table has ${count} rows left; ${folds} are needed for ${folds} folds`;
  throw new AppError("sweep-invalid", `${message}.`, {
    issues: [{ field: "validation.folds", message, value: folds }],
    hint: "Use fewer folds, or hold out fewer rows.",
  });
}

function requireRows(
  target: Target,
  rows: Int32Array,
  minimum: number,
  field: string,
  purpose: string,
): void {
  const issues = countGroups(target, rows)
    .filter(({ count }) => count < minimum)
    .slice(0, 20)
    .map(({ name, count }) => ({
      field,
      message: `${name} has ${count} ${count === 1 ? "row" : "rows"} left; ${minimum} are needed ${purpose}`,
    }));
  if (issues.length === 0) return;
  throw new AppError("sweep-invalid", `${issues[0].message}.`, {
    issues,
    hint: "`rareClasses: drop` of the sweep leaves out the rows of classes that are too rare; `rare` among a dataset's cleaning rules makes rare categories one.",
  });
}
