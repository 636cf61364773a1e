import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import type { Criterion, Cut, NodeRows } from "./criterion.ts";
import type { RankedColumn } from "./rank-columns.ts";
import { createTree, type Tree } from "./tree.ts";

export interface TreeLimits {
  maxDepth: number;
  minSamplesSplit: number;
  minSamplesLeaf: number;
  /** How many columns are looked at for every split. */
  columnsPerSplit: number;
}

export interface GrowInput {
  columns: readonly RankedColumn[];
  criterion: Criterion;
  /** The sample's rows, repeats allowed; it is reordered. */
  order: Int32Array;
  limits: TreeLimits;
  random: RandomGenerator;
  shouldStop?: (() => boolean) | undefined;
}

interface Branch {
  start: number;
  end: number;
  depth: number;
  /** The node whose right child this is; -1 otherwise. */
  parent: number;
}

interface Split extends Cut {
  column: number;
}

/** Nodes between two looks at `shouldStop`. */
const nodesPerLook = 256;

/**
 * Grows a binary tree, best split first at every node: L. Breiman, J. Friedman,
 * R. Olshen and C. Stone, Classification and Regression Trees (1984). Every
 * split of the looked-at columns is tried, as scikit-learn's `splitter="best"`
 * does, and the first of equal ones is taken. Columns that are constant in a
 * node do not count as looked at. A split need not gain anything.
 */
export function growTree(input: GrowInput): Tree {
  const { columns, criterion, order, limits, shouldStop } = input;
  const tree = createTree();
  const candidates = Int32Array.from(columns.keys());
  const branches: Branch[] = [{ start: 0, end: order.length, depth: 0, parent: -1 }];
  for (let branch = branches.pop(); branch; branch = branches.pop()) {
    const { start, end, depth, parent } = branch;
    const node = tree.columns.length;
    if (node % nodesPerLook === nodesPerLook - 1 && shouldStop?.()) break;
    if (parent >= 0) tree.rights[parent] = node;
    const rows: NodeRows = { order, start, end };
    const isPure = criterion.enter(rows);
    const isLeaf = isPure || depth >= limits.maxDepth || end - start < limits.minSamplesSplit;
    const split = isLeaf ? null : findSplit(input, rows, candidates);
    if (!split) {
      addNode(tree, -1, 0);
      criterion.addLeaf(tree.leaves);
      continue;
    }
    const column = columns[split.column];
    addNode(tree, split.column, findThreshold(column, rows, split.code));
    const middle = partition(rows, column.codes, split.code);
    branches.push({ start: middle, end, depth: depth + 1, parent: node });
    branches.push({ start, end: middle, depth: depth + 1, parent: -1 });
  }
  return tree;
}

function addNode(tree: Tree, column: number, threshold: number): void {
  tree.columns.push(column);
  tree.thresholds.push(threshold);
  tree.rights.push(0);
}

/** Draws columns without replacement until enough of them could be split; all of them in order. */
function findSplit(
  { columns, criterion, limits, random }: GrowInput,
  rows: NodeRows,
  candidates: Int32Array,
): Split | null {
  const { columnsPerSplit, minSamplesLeaf } = limits;
  const isDrawn = columnsPerSplit < columns.length;
  let best: Split | null = null;
  let looked = 0;
  for (let i = 0; i < columns.length && looked < columnsPerSplit; i++) {
    if (isDrawn) swap(candidates, i, uniformInt(random, i, columns.length - 1));
    const column = candidates[i];
    const cut = criterion.findCut(rows, columns[column], minSamplesLeaf);
    if (!cut) continue;
    looked++;
    if (!best || cut.score > best.score) best = { column, ...cut };
  }
  return best;
}

/** Half way to the next value that occurs in the node. */
function findThreshold(
  { codes, values }: RankedColumn,
  { order, start, end }: NodeRows,
  code: number,
): number {
  let next = values.length;
  for (let i = start; i < end; i++) {
    const other = codes[order[i]];
    if (other > code && other < next) next = other;
  }
  const middle = values[code] / 2 + values[next] / 2;
  // Between neighbouring floating-point numbers there is no middle.
  return middle >= values[code] && middle < values[next] ? middle : values[code];
}

/** Rows up to `code` first; returns where the others begin. */
function partition({ order, start, end }: NodeRows, codes: Int32Array, code: number): number {
  let low = start;
  let high = end - 1;
  while (low <= high) {
    if (codes[order[low]] <= code) low++;
    else swap(order, low, high--);
  }
  return low;
}

function swap(values: Int32Array, a: number, b: number): void {
  const value = values[a];
  values[a] = values[b];
  values[b] = value;
}
