import { AppError } from "@rookery/contracts";
import type { ClassTarget } from "./read-target.ts";
import { countHeldOut } from "./split-rows.ts";

/** A class whose rows a sweep leaves out. */
export interface DroppedClass {
  label: string;
  rows: number;
}

/** One to learn from and one to measure on, once the test rows are held out. */
const minTrainingRows = 2;

/**
 * The target without the classes that have too few rows to be parted: their
 * rows are neither learnt from nor tested on. Throws `sweep-invalid` when fewer
 * than two classes are left.
 */
export function dropRareClasses(
  target: ClassTarget,
  testFraction: number,
): { target: ClassTarget; dropped: DroppedClass[] } {
  const counts = new Int32Array(target.classes.length);
  for (const row of target.rows) counts[target.labels[row]]++;
  const isKept = Array.from(
    counts,
    (count) => count - countHeldOut(count, testFraction) >= minTrainingRows,
  );
  const dropped = target.classes
    .map((label, index) => ({ label, rows: counts[index] }))
    .filter((_, index) => !isKept[index]);
  if (dropped.length === 0) return { target, dropped };

  const classes = target.classes.filter((_, index) => isKept[index]);
  if (classes.length < 2) throw refuse(target.name, classes.length);
  let next = 0;
  const classOf = isKept.map((kept) => (kept ? next++ : -1));
  const labels = target.labels.map((label) => (label < 0 ? -1 : classOf[label]));
  const rows = target.rows.filter((row) => labels[row] >= 0);
  return { target: { ...target, classes, labels, rows }, dropped };
}

function refuse(name: string, left: number): AppError {
  const message = `Without its rare classes it has ${left === 1 ? "one class" : "no class"} left; two are needed`;
  return new AppError("sweep-invalid", `Column ${name} cannot be the target. ${message}.`, {
    issues: [{ field: "rareClasses", message, value: "drop" }],
  });
}
