import type { Task } from "@rookery/contracts";
import { readTarget, type Target } from "./read-target.ts";
import { type RowSplit, splitHoldOut } from "./split-rows.ts";
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
export const validationStream = 1;

/**
 * Parts the held-out test rows from the training rows. It depends on nothing
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
