import { AppError } from "@rookery/contracts";
import {
  type CategoryColumn,
  findColumn,
  isNumberColumn,
  type NumberColumn,
  type Table,
} from "./table.ts";

/** What is to be predicted, as class numbers. */
export interface Target {
  name: string;
  /** Class labels in order: numbers by value, all others by code unit. */
  classes: string[];
  /** Per row of the table its class number, -1 where the target is missing. */
  labels: Int32Array;
  /** The rows that have a target, ascending. */
  rows: Int32Array;
  missingRowCount: number;
}

/**
 * Maps a target column to classes 0..k-1. Takes strings, booleans and integers
 * (shown as strings). Rows without a target are left out and counted.
 * Throws `sweep-invalid` when there is nothing to tell apart.
 */
export function readTarget(table: Table, name: string): Target {
  const column = findColumn(table, name);
  if (!column) throw refuse(name, "The dataset has no such column");
  const { labels, classes } = isNumberColumn(column)
    ? numberLabels(column)
    : categoryLabels(column);

  if (classes.length < 2) {
    throw refuse(name, `The target needs at least 2 different values; it has ${classes.length}`);
  }
  if (classes.includes("__proto__")) throw refuse(name, "`__proto__` cannot be a class label");

  const rows = Int32Array.from(labels.keys()).filter((row) => labels[row] >= 0);
  return { name, classes, labels, rows, missingRowCount: table.rowCount - rows.length };
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

function numberLabels({ name, values }: NumberColumn) {
  const used = new Set(values);
  used.delete(Number.NaN);
  for (const value of used) {
    if (!Number.isInteger(value)) {
      throw refuse(name, `A classification target holds classes, not measures such as ${value}`);
    }
  }
  const order = [...used].sort((a, b) => a - b);
  const classOf = new Map(order.map((value, position) => [value, position]));
  return {
    labels: Int32Array.from(values, (value) => classOf.get(value) ?? -1),
    classes: order.map(String),
  };
}

function refuse(target: string, message: string): AppError {
  return new AppError("sweep-invalid", `Column ${target} cannot be the target. ${message}.`, {
    issues: [{ field: "target", message, value: target }],
  });
}
