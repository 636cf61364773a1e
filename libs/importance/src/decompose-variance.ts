import type { Leaf } from "./grow-tree.ts";
import type { ParamColumn } from "./param-column.ts";

/**
 * How much of a tree's variance over the whole space each column makes by
 * itself, all others averaged out, from 0 to 1: the main effects of functional
 * ANOVA, exact (Hutter et al. 2014, algorithm 2). What is missing to 1, columns
 * make together. null for a tree that says the same everywhere.
 */
export function decomposeVariance(
  leaves: readonly Leaf[],
  columns: readonly ParamColumn[],
): Float64Array | null {
  const marginals = columns.map(({ widths }) => new Float64Array(widths.length));
  let [mean, squares] = [0, 0];
  for (const { value, region } of leaves) {
    const shares = region.map((cells, column) =>
      cells.reduce((sum, cell) => sum + columns[column].widths[cell], 0),
    );
    const volume = shares.reduce((product, share) => product * share, 1);
    mean += volume * value;
    squares += volume * value * value;
    for (const [column, cells] of region.entries()) {
      // What is next to the leaf in all other columns: 0 over 0 has no volume at all.
      const part = shares[column] > 0 ? (volume / shares[column]) * value : 0;
      for (const cell of cells) marginals[column][cell] += part;
    }
  }
  const variance = squares - mean * mean;
  if (!(variance > 1e-12 * squares)) return null;
  return Float64Array.from(columns, ({ widths }, column) => {
    const own = widths.reduce(
      (sum, width, cell) => sum + width * (marginals[column][cell] - mean) ** 2,
      0,
    );
    return own / variance;
  });
}
