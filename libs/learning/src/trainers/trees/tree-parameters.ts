import { z } from "zod";
import type { TreeLimits } from "./grow-tree.ts";

const depth = z
  .int()
  .min(1)
  .max(1000)
  .default(1000)
  .describe("The most splits between the root and a leaf; the default is no limit in practice");

export const limitParameters = {
  maxDepth: depth,
  minSamplesSplit: z
    .int()
    .min(2)
    .max(1_000_000)
    .default(2)
    .describe("A node of fewer rows is not split"),
  minSamplesLeaf: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1)
    .describe("Splits that leave fewer rows on a side are not made"),
};

const maxFeatures = z.union([z.enum(["sqrt", "log2", "all"]), z.number().gt(0).max(1)]);
type MaxFeatures = z.output<typeof maxFeatures>;

export function maxFeaturesParameter(byDefault: MaxFeatures) {
  return maxFeatures
    .default(byDefault)
    .describe(
      "How many columns are looked at for a split, drawn anew each time: their square root, their logarithm, all, or a share of them",
    );
}

export interface LimitParameters {
  maxDepth: number;
  minSamplesSplit: number;
  minSamplesLeaf: number;
  maxFeatures: MaxFeatures;
}

/** Columns per split as scikit-learn counts them: rounded down, at least one. */
export function readLimits(params: LimitParameters, columns: number): TreeLimits {
  const { maxDepth, minSamplesSplit, minSamplesLeaf } = params;
  const columnsPerSplit = Math.max(1, Math.floor(countColumns(params.maxFeatures, columns)));
  return { maxDepth, minSamplesSplit, minSamplesLeaf, columnsPerSplit };
}

function countColumns(maxFeatures: MaxFeatures, columns: number): number {
  if (maxFeatures === "sqrt") return Math.sqrt(columns);
  if (maxFeatures === "log2") return Math.log2(columns);
  return maxFeatures === "all" ? columns : maxFeatures * columns;
}
