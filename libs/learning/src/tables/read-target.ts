import { AppError, type Task } from "@rookery/contracts";
import {
  type CategoryColumn,
  type Column,
  findColumn,
  isNumberColumn,
  type NumberColumn,
  type Table,
} from "./table.ts";

/** Every row scored takes a number per class; more of them are names or ids. */
const maxClasses = 1_000;

/** What is to be predicted. */
export type Target = ClassTarget | NumberTarget;

interface TargetFacts {
  name: string;
  /** The rows that have a target, ascending. */
  rows: Int32Array;
  missingRowCount: number;
}

/** Classes, as numbers. */
export interface ClassTarget extends TargetFacts {
  task: "classification";
  /** Class labels in order: numbers by value, all others by code unit. */
  classes: string[];
  /** Per row of the table its class number, -1 where the target is missing. */
  labels: Int32Array;
}

export interface NumberTarget extends TargetFacts {
  task: "regression";
  /** Per row of the table, NaN where the target is missing. */
  values: Float64Array;
}

/**
 * Reads the column that is to be predicted. Rows without a target are left out
 * and counted. Classification maps strings, booleans and integers (shown as
 * strings) to classes 0..k-1; regression takes numbers.
 * Throws `sweep-invalid` when the column cannot be the target of this task.
 */
export function readTarget(table: Table, name: string, task: "classification"): ClassTarget;
export function readTarget(table: Table, name: string, task: "regression"): NumberTarget;
export function readTarget(table: Table, name: string, task: Task): Target;
export function readTarget(table: Table, name: string, task: Task): Target {
  const column = findColumn(table, name);
  if (!column) throw refuse(name, "The dataset has no such column");
  return task === "regression" ? readNumbers(table, column) : readClasses(table, column);
}

function readNumbers(table: Table, column: Column): NumberTarget {
  const { name } = column;
  if (column.kind !== "number") {
    const message = `Regression predicts numbers, and this is a ${column.kind} column`;
    throw refuse(name, message, "Choose a number column, or a classification trainer.");
  }
  const { values } = column;
  const rows = findRows(values.length, (row) => !Number.isNaN(values[row]));
  if (rows.length < 2) throw refuse(name, "The target needs at least 2 rows with a value");
  if (rows.every((row) => values[row] === values[rows[0]])) {
    throw refuse(
      name,
      `Each of its ${rows.length} rows has the value ${values[rows[0]]}, so there is nothing to predict`,
      "Choose a column that changes, or import rows in which this one does.",
    );
  }
  return { task: "regression", name, values, rows, missingRowCount: table.rowCount - rows.length };
}

function readClasses(table: Table, column: Column): ClassTarget {
  const { name } = column;
  const { labels, classes } = isNumberColumn(column)
    ? numberLabels(column)
    : categoryLabels(column);

  if (classes.length < 2) {
    throw refuse(name, `The target needs at least 2 different values; it has ${classes.length}`);
  }
  if (classes.length > maxClasses) {
    throw refuse(
      name,
      `It has ${classes.length} different values; ${maxClasses} classes are the most`,
      "Fold rare categories at the import, or choose a regression trainer for a number.",
    );
  }
  if (classes.includes("__proto__")) throw refuse(name, "`__proto__` cannot be a class label");

  const rows = findRows(labels.length, (row) => labels[row] >= 0);
  const missingRowCount = table.rowCount - rows.length;
  return { task: "classification", name, classes, labels, rows, missingRowCount };
}

function findRows(count: number, hasTarget: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(count);
  let found = 0;
  for (let row = 0; row < count; row++) {
    if (hasTarget(row)) rows[found++] = row;
  }
  return rows.slice(0, found);
}

function categoryLabels({ codes, categories }: CategoryColumn) {
  const used = new Set(codes);
  used.delete(-1);
  const order = [...used].sort((a, b) => (categories[a] < categories[b] ? -1 : 1));
  const classOf = new Map(order.map((code, position) => [code, position]));
  return {
    labels: codes.map((code) => classOf.get(code) ?? -1),
    classes: order.map((code) => categories[code]),
  };
}

function numberLabels({ name, kind, values }: NumberColumn) {
  if (kind === "date") throw refuse(name, "A date is no class");
  const used = new Set(values);
  used.delete(Number.NaN);
  for (const value of used) {
    if (Number.isInteger(value)) continue;
    throw refuse(
      name,
      `A classification target holds classes, not measures such as ${value}`,
      "Choose a regression trainer to predict a number.",
    );
  }
  const order = [...used].sort((a, b) => a - b);
  const classOf = new Map(order.map((value, position) => [value, position]));
  return {
    labels: Int32Array.from(values, (value) => classOf.get(value) ?? -1),
    classes: order.map(String),
  };
}

function refuse(target: string, message: string, hint?: string): AppError {
  return new AppError("sweep-invalid", `Column ${target} cannot be the target. ${message}.`, {
    issues: [{ field: "target", message, value: target }],
    ...(hint !== undefined && { hint }),
  });
}
