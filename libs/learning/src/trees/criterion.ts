import type { RankedColumn } from "./rank-columns.ts";

/** Rows `order[start]` to `order[end - 1]` of a tree's sample. */
export interface NodeRows {
  order: Int32Array;
  start: number;
  end: number;
}

export interface Cut {
  /** Larger is better; only scores of the same node compare. */
  score: number;
  /** The largest rank that goes to the left. */
  code: number;
}

/**
 * What a tree's splits make purer: `createGini` for classes,
 * `createSquaredError` for numbers.
 */
export interface Criterion {
  /** Looks at a node; true when there is nothing left to tell apart. */
  enter(node: NodeRows): boolean;
  /** The entered node's answer, appended when it becomes a leaf. */
  addLeaf(leaves: number[]): void;
  /** The best cut of the entered node by this column; `null` when it has none. */
  findCut(node: NodeRows, column: RankedColumn, minSamplesLeaf: number): Cut | null;
}

/** Smallest and largest rank of a column in a node. */
export function rangeOf({ order, start, end }: NodeRows, codes: Int32Array): [number, number] {
  let low = codes[order[start]];
  let high = low;
  for (let i = start + 1; i < end; i++) {
    const code = codes[order[i]];
    if (code < low) low = code;
    else if (code > high) high = code;
  }
  return [low, high];
}

/** Walking a rank costs less than this part of sorting a row. */
const ranksPerRow = 12;

/** Whether to sort the node's rows by rank, instead of walking all ranks between its first and last. */
export function isSparse({ start, end }: NodeRows, rankCount: number): boolean {
  return rankCount > ranksPerRow * (end - start);
}

const insertionLimit = 24;

/**
 * The node's rows in the order of a column, for nodes so small that walking
 * all ranks would cost more than sorting. The answer is good until the next call.
 */
export function createRowSorter(): (node: NodeRows, codes: Int32Array, low: number) => Int32Array {
  let sorted = new Int32Array(0);
  let small = new Uint32Array(0);
  let large = new Float64Array(0);

  return (node, codes, low) => {
    const { order, start, end } = node;
    const count = end - start;
    if (sorted.length < count) {
      sorted = new Int32Array(count);
      small = new Uint32Array(count);
      large = new Float64Array(count);
    }
    if (count <= insertionLimit) {
      insert(node, codes);
      return sorted;
    }
    // Rank and position in one number, so that the built-in sort needs no comparator.
    const isSmall = (rangeOf(node, codes)[1] - low + 1) * count <= 2 ** 32;
    const keys = isSmall ? small.subarray(0, count) : large.subarray(0, count);
    for (let i = 0; i < count; i++) keys[i] = (codes[order[start + i]] - low) * count + i;
    keys.sort();
    for (let i = 0; i < count; i++) sorted[i] = order[start + (keys[i] % count)];
    return sorted;
  };

  function insert({ order, start, end }: NodeRows, codes: Int32Array): void {
    for (let i = start; i < end; i++) {
      const row = order[i];
      const code = codes[row];
      let at = i - start;
      for (; at > 0 && codes[sorted[at - 1]] > code; at--) sorted[at] = sorted[at - 1];
      sorted[at] = row;
    }
  }
}
