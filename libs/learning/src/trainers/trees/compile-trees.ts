import type { Tree, Trees } from "./tree.ts";

/** Trees side by side: a row's leaf in each is one walk over typed arrays. */
export interface CompiledTrees {
  treeCount: number;
  leafCount: number;
  /** The leaf of a tree where a row ends; leaves are counted on from tree to tree. */
  find(tree: number, row: Float64Array): number;
}

/**
 * Throws a `RangeError` unless every walk through every tree ends at a leaf
 * with an answer: children come after their parents and within the tree.
 */
export function compileTrees(
  { columnCount, trees }: Trees,
  { columns: wanted, width }: { columns: number; width: number },
): CompiledTrees {
  if (columnCount !== wanted) {
    throw new RangeError(`Trees for ${columnCount} columns do not fit ${wanted}`);
  }
  const nodeCount = trees.reduce((sum, { columns }) => sum + columns.length, 0);
  const columns = new Int32Array(nodeCount);
  const thresholds = new Float64Array(nodeCount);
  /** The right child, or at a leaf its number. */
  const targets = new Int32Array(nodeCount);
  const roots = new Int32Array(trees.length);
  let offset = 0;
  let leafCount = 0;
  for (const [index, tree] of trees.entries()) {
    requireShape(tree, columnCount, width);
    roots[index] = offset;
    columns.set(tree.columns, offset);
    thresholds.set(tree.thresholds, offset);
    for (let node = 0; node < tree.columns.length; node++) {
      const isLeaf = tree.columns[node] < 0;
      targets[offset + node] = isLeaf ? leafCount++ : offset + tree.rights[node];
    }
    offset += tree.columns.length;
  }

  return {
    treeCount: trees.length,
    leafCount,
    find(tree, row) {
      let node = roots[tree];
      while (columns[node] >= 0) {
        node = row[columns[node]] <= thresholds[node] ? node + 1 : targets[node];
      }
      return targets[node];
    },
  };
}

function requireShape(tree: Tree, columnCount: number, width: number): void {
  const { columns, thresholds, rights, leaves } = tree;
  const count = columns.length;
  const leafCount = columns.filter((column) => column < 0).length;
  if (thresholds.length !== count || rights.length !== count) {
    throw new RangeError(`A tree of ${count} nodes needs as many thresholds and right children`);
  }
  if (leaves.length !== leafCount * width) {
    throw new RangeError(`A tree of ${leafCount} leaves needs ${width} numbers for each`);
  }
  for (let node = 0; node < count; node++) {
    if (columns[node] < 0) continue;
    const isInside = columns[node] < columnCount && rights[node] > node + 1 && rights[node] < count;
    if (!isInside) throw new RangeError(`Node ${node} of a tree points out of it`);
  }
}
