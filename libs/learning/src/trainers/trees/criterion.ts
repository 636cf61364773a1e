/** Part of a column's rows in ascending order of the column: `order[start]` to `order[end - 1]`. */
export interface NodeRows {
  order: Int32Array;
  start: number;
  end: number;
}

export interface Cut {
  /** Larger is better; only scores of the same node compare. */
  score: number;
  /** Where the rows that go right begin in `order`. */
  middle: number;
}

/**
 * What a tree's splits make purer: `createGini` for classes,
 * `createSquaredError` for numbers. A row counts as often as its tree drew it.
 */
export interface Criterion {
  /** Says how often each row counts in the tree that is grown next. */
  begin(counts: Uint32Array): void;
  /** Looks at a node, in any order; true when there is nothing left to tell apart. */
  enter(node: NodeRows): boolean;
  /** Appends the entered node's answer to a tree's leaves. */
  addLeaf(leaves: number[]): void;
  /** The best cut of the entered node by a column; `null` when it has none. */
  findCut(node: NodeRows, codes: Int32Array, minSamplesLeaf: number): Cut | null;
}
