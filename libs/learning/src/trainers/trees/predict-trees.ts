import type { Classifier, EstimatorShape, Regressor } from "../trainer.ts";
import { compileTrees } from "./compile-trees.ts";
import type { Trees } from "./tree.ts";

/** Probabilities are the mean over the trees of the class shares at the row's leaf. */
export function compileClassTrees(
  state: Trees,
  { columns, classCount }: EstimatorShape,
): Classifier {
  const compiled = compileTrees(state, { columns, width: classCount });
  const { answers, treeCount, find } = compiled;
  turnIntoShares(answers, classCount);

  return (row, probabilities) => {
    probabilities.fill(0);
    for (let tree = 0; tree < treeCount; tree++) {
      const leaf = find(tree, row);
      for (let label = 0; label < classCount; label++)
        probabilities[label] += answers[leaf + label];
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

/** Counts of classes become their shares. */
function turnIntoShares(answers: Float64Array, classCount: number): void {
  for (let leaf = 0; leaf < answers.length; leaf += classCount) {
    const counts = answers.subarray(leaf, leaf + classCount);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (!(total > 0) || counts.some((count) => count < 0)) {
      throw new RangeError("A leaf needs the counts of the rows that came there");
    }
    for (let label = 0; label < classCount; label++) counts[label] /= total;
  }
}

/** The mean over the trees of the means at the row's leaf. */
export function compileNumberTrees(
  state: Trees,
  { columns }: Pick<EstimatorShape, "columns">,
): Regressor {
  const { answers, treeCount, find } = compileTrees(state, { columns, width: 1 });
  return (row) => {
    let sum = 0;
    for (let tree = 0; tree < treeCount; tree++) sum += answers[find(tree, row)];
    return sum / treeCount;
  };
}
