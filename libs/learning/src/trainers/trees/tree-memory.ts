import type { FitMemory, FitShape } from "../trainer.ts";
import type { LimitParameters } from "./tree-parameters.ts";

interface GrownTrees extends Pick<LimitParameters, "maxDepth" | "minSamplesLeaf"> {
  trees: number;
  /** Whether each tree draws its rows with replacement. */
  bootstrap: boolean;
}

/** A rank, and the order of rows for all trees, for this one and for the last. */
const bytesPerCell = 4 * 4;
/** Numbers also have a list of their values. */
const bytesPerNumber = 8;
/** How often a tree drew a row, its side, and a column's cells while they are ranked. */
const bytesPerRow = 40;
/** Different rows among those drawn with replacement: 1 - 1/e. */
const drawnShare = 0.632;
/** A leaf and an inner node have a column, a threshold and a right child each. */
const numbersPerLeaf = 6;
const charactersPerLeaf = 35;
/** Most classes have no row in a leaf. */
const charactersPerCount = 2;
const charactersPerMean = 20;

/** Trees are as large as noise in the rows makes them; limits keep them small. */
export function treeMemory(
  { rows, columns, numberColumns, classCount }: FitShape,
  { trees, bootstrap, maxDepth, minSamplesLeaf }: GrownTrees,
): FitMemory {
  const drawn = rows * (bootstrap ? drawnShare : 1);
  // Of classes that nothing tells, neighbours are often alike: 0.35 leaves per row of 2, 0.88 of 100.
  const isNumber = classCount === 0;
  const leavesPerRow = isNumber ? 1 : 0.9 * (1 - 1 / classCount);
  const leaves =
    trees * Math.min(2 ** maxDepth, drawn / minSamplesLeaf, Math.max(1, drawn * leavesPerRow));
  const answerCharacters = isNumber ? charactersPerMean : classCount * charactersPerCount;
  return {
    workingBytes: rows * (columns * bytesPerCell + numberColumns * bytesPerNumber + bytesPerRow),
    stateNumbers: leaves * (numbersPerLeaf + Math.max(1, classCount)),
    stateCharacters: leaves * (charactersPerLeaf + answerCharacters),
  };
}
