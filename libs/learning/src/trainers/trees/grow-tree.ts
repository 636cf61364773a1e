import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import type { Criterion, Cut } from "./criterion.ts";
import type { RankedColumn } from "./rank-columns.ts";
import { createSortedRows, type SortedRows } from "./sorted-rows.ts";
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
  /** How often the tree drew each row of the table. */
  counts: Uint32Array;
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

/** Scores that differ by less are equal but for the order in which their rows were added up. */
const leastGain = 1 + 1e-11;

/** Nodes between two looks at `shouldStop`. */
const nodesPerLook = 256;

/**
 * Grows a binary tree, best split first at every node: L. Breiman, J. Friedman,
 * R. Olshen and C. Stone, Classification and Regression Trees (1984). Every
 * split of the looked-at columns is tried, as scikit-learn's `splitter="best"`
 * does. Columns are looked at in an order drawn anew at every node, so one of
 * equal splits is taken at random: of few rows, many columns part the same, and
 * always the same one of them would make all trees of a forest err alike.
 * Columns that are constant in a node count, as they do there, unless all that
 * were drawn are. A split need not gain anything. Limits count different rows,
 * however often they were drawn.
 */
export function growTree(input: GrowInput): Tree {
  const { columns, criterion, counts, limits, shouldStop } = input;
  const tree = createTree();
  const sorted = createSortedRows(columns, counts);
  const candidates = Int32Array.from(columns.keys());
  criterion.begin(counts);
  const branches: Branch[] = [{ start: 0, end: sorted.count, depth: 0, parent: -1 }];
  for (let branch = branches.pop(); branch; branch = branches.pop()) {
    const { start, end, depth, parent } = branch;
    const node = tree.columns.length;
    if (node % nodesPerLook === nodesPerLook - 1 && shouldStop?.()) break;
    if (parent >= 0) tree.rights[parent] = node;
    const isPure = criterion.enter({ order: sorted.orders[0], start, end });
    const isLeaf = isPure || depth >= limits.maxDepth || end - start < limits.minSamplesSplit;
    const split = isLeaf ? null : findSplit(input, sorted, branch, candidates);
    if (!split) {
      addNode(tree, -1, 0);
      criterion.addLeaf(tree.leaves);
      continue;
    }
    const { column, middle } = split;
    addNode(tree, column, findThreshold(columns[column], sorted.orders[column], middle));
    sorted.part(column, { start, middle, end });
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

/** Draws columns without replacement: as many as are wanted, and on until one can be split. */
function findSplit(
  { columns, criterion, limits, random }: GrowInput,
  { orders }: SortedRows,
  { start, end }: Branch,
  candidates: Int32Array,
): Split | null {
  const { columnsPerSplit, minSamplesLeaf } = limits;
  let best: Split | null = null;
  let isAllConstant = true;
  for (let i = 0; i < columns.length && (i < columnsPerSplit || isAllConstant); i++) {
    swap(candidates, i, uniformInt(random, i, columns.length - 1));
    const column = candidates[i];
    const order = orders[column];
    const { codes } = columns[column];
    if (codes[order[start]] === codes[order[end - 1]]) continue;
    isAllConstant = false;
    const cut = criterion.findCut({ order, start, end }, codes, minSamplesLeaf);
    if (cut && (!best || cut.score > best.score * leastGain)) best = { column, ...cut };
  }
  return best;
}

/** Half way between the last value that goes left and the first that goes right. */
function findThreshold({ codes, values }: RankedColumn, order: Int32Array, middle: number): number {
  const low = values[codes[order[middle - 1]]];
  const high = values[codes[order[middle]]];
  const threshold = low / 2 + high / 2;
  // Between neighbouring floating-point numbers there is no middle.
  return threshold >= low && threshold < high ? threshold : low;
}

function swap(values: Int32Array, a: number, b: number): void {
  const value = values[a];
  values[a] = values[b];
  values[b] = value;
}
