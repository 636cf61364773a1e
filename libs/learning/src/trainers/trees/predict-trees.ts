import type { Classifier, EstimatorShape, Regressor } from "../trainer.ts";
import { compileTrees } from "./compile-trees.ts";
import type { Tree, Trees } from "./tree.ts";

/** Probabilities are the mean over the trees of the class shares at the row's leaf. */
export function compileClassTrees(
  state: Trees,
  { columns, classCount }: EstimatorShape,
): Classifier {
  const { treeCount, leafCount, find } = compileTrees(state, { columns, width: classCount });
  const { starts, labels, shares } = readShares(state.trees, { classCount, leafCount });

  return (row, probabilities) => {
    probabilities.fill(0);
    for (let tree = 0; tree < treeCount; tree++) {
      const leaf = find(tree, row);
      for (let i = starts[leaf]; i < starts[leaf + 1]; i++) probabilities[labels[i]] += shares[i];
    }
    let best = 0;
    // Not before the sum: that of 200 times 1/200 is above 1.
    for (let label = 0; label < classCount; label++) {
      probabilities[label] /= treeCount;
      if (probabilities[label] > probabilities[best]) best = label;
    }
    return best;
  };
}

/** The class shares of all leaves, without the zeros: of many classes, few come to a leaf. */
interface LeafShares {
  /** Where a leaf's shares begin; those of the next one end them. */
  starts: Int32Array;
  labels: Int32Array;
  shares: Float64Array;
}

function readShares(
  trees: readonly Tree[],
  { classCount, leafCount }: { classCount: number; leafCount: number },
): LeafShares {
  let shareCount = 0;
  for (const { leaves } of trees) for (const count of leaves) if (count !== 0) shareCount++;
  const starts = new Int32Array(leafCount + 1);
  const labels = new Int32Array(shareCount);
  const shares = new Float64Array(shareCount);
  let next = 0;
  let leaf = 0;
  for (const { leaves } of trees) {
    for (let at = 0; at < leaves.length; at += classCount) {
      const start = next;
      let total = 0;
      for (let label = 0; label < classCount; label++) {
        const count = leaves[at + label];
        if (count === 0) continue;
        if (!(count > 0)) throw unfit();
        total += count;
        labels[next] = label;
        shares[next++] = count;
      }
      if (total === 0) throw unfit();
      for (let i = start; i < next; i++) shares[i] /= total;
      starts[++leaf] = next;
    }
  }
  return { starts, labels, shares };
}

const unfit = () => new RangeError("A leaf needs the counts of the rows that came there");

/** The mean over the trees of the means at the row's leaf. */
export function compileNumberTrees(
  state: Trees,
  { columns }: Pick<EstimatorShape, "columns">,
): Regressor {
  const { treeCount, leafCount, find } = compileTrees(state, { columns, width: 1 });
  const means = new Float64Array(leafCount);
  let offset = 0;
  for (const { leaves } of state.trees) {
    means.set(leaves, offset);
    offset += leaves.length;
  }
  return (row) => {
    let sum = 0;
    for (let tree = 0; tree < treeCount; tree++) sum += means[find(tree, row)];
    return sum / treeCount;
  };
}
