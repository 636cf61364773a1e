import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { z } from "zod";
import type { ClassificationTrainer, FitInput, RegressionTrainer } from "../trainer.ts";
import type { Criterion } from "./criterion.ts";
import { createGini } from "./gini.ts";
import { growTree } from "./grow-tree.ts";
import { compileClassTrees, compileNumberTrees } from "./predict-trees.ts";
import { rankColumns } from "./rank-columns.ts";
import { createSquaredError } from "./squared-error.ts";
import { Trees } from "./tree.ts";
import { treeMemory } from "./tree-memory.ts";
import { limitParameters, maxFeaturesParameter, readLimits } from "./tree-parameters.ts";

const parameters = z.strictObject({
  ...limitParameters,
  maxFeatures: maxFeaturesParameter("all"),
});
type Parameters = z.output<typeof parameters>;

export const decisionTree: ClassificationTrainer<typeof parameters, Trees> = {
  name: "decision-tree",
  description: "One tree of yes-or-no questions, split by Gini impurity.",
  task: "classification",
  parameters,
  state: Trees,
  memory: (shape, params) => treeMemory(shape, { ...params, trees: 1, bootstrap: false }),
  fit: (input) => grow(input, createGini(input.labels, input.classCount)),
  compile: compileClassTrees,
};

export const decisionTreeRegression: RegressionTrainer<typeof parameters, Trees> = {
  name: "decision-tree-regression",
  description: "One tree of yes-or-no questions that ends in means, split by squared error.",
  task: "regression",
  parameters,
  state: Trees,
  memory: (shape, params) => treeMemory(shape, { ...params, trees: 1, bootstrap: false }),
  fit: (input) => grow(input, createSquaredError(input.targets)),
  compile: compileNumberTrees,
};

function grow(input: FitInput<Parameters, Trees>, criterion: Criterion): Trees {
  const { features, rows, columns, params, seed, shouldStop } = input;
  const tree = growTree({
    columns: rankColumns(features, rows, columns),
    criterion,
    counts: new Uint32Array(rows).fill(1),
    limits: readLimits(params, columns),
    random: xoroshiro128plus(seed | 0),
    shouldStop,
  });
  return { columnCount: columns, trees: [tree] };
}
