import type { RankedColumn } from "./rank-columns.ts";

/**
 * The rows a tree drew, once in the order of every column. A node is the same
 * range in all of them, and stays sorted when it is parted: nothing is ever
 * sorted again. From M. Mehta, R. Agrawal and J. Rissanen, SLIQ: A fast
 * scalable classifier for data mining (1996).
 */
export interface SortedRows {
  /** How many different rows there are. */
  count: number;
  orders: Int32Array[];
  /** Parts a node where it is cut in one column's order, in those of all others. */
  part(column: number, cut: { start: number; middle: number; end: number }): void;
}

export function createSortedRows(
  columns: readonly RankedColumn[],
  counts: Uint32Array,
): SortedRows {
  const count = counts.reduce((sum, drawn) => sum + (drawn > 0 ? 1 : 0), 0);
  const orders = columns.map(({ order }) => {
    const drawn = new Int32Array(count);
    let filled = 0;
    for (let i = 0; i < order.length; i++) {
      if (counts[order[i]] > 0) drawn[filled++] = order[i];
    }
    return drawn;
  });
  const isRight = new Uint8Array(counts.length);
  const others = new Int32Array(count);

  return {
    count,
    orders,
    part(column, { start, middle, end }) {
      const chosen = orders[column];
      for (let i = start; i < middle; i++) isRight[chosen[i]] = 0;
      for (let i = middle; i < end; i++) isRight[chosen[i]] = 1;
      for (const order of orders) {
        if (order !== chosen) partStably(order, start, end);
      }
    },
  };

  function partStably(order: Int32Array, start: number, end: number): void {
    let left = start;
    let right = 0;
    // Both are written and one of them kept: cheaper than a branch nobody can foresee.
    for (let i = start; i < end; i++) {
      const row = order[i];
      const goesRight = isRight[row];
      order[left] = row;
      others[right] = row;
      left += 1 - goesRight;
      right += goesRight;
    }
    for (let i = 0; i < right; i++) order[left + i] = others[i];
  }
}
