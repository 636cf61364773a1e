import { z } from "zod";
import type { ClassificationTrainer, RegressionTrainer } from "../trainer.ts";
import { createGini } from "./gini.ts";
import { type ForestState, growForest } from "./grow-forest.ts";
import { compileClassTrees, compileNumberTrees } from "./predict-trees.ts";
import { createSquaredError } from "./squared-error.ts";
import { Tree } from "./tree.ts";
import { limitParameters, maxFeaturesParameter } from "./tree-parameters.ts";

const forestParameters = {
  trees: z.int().min(1).max(5_000).default(100).describe("How many trees to grow"),
  ...limitParameters,
  bootstrap: z
    .boolean()
    .default(true)
    .describe("Whether every tree draws its rows with replacement, or takes all of them"),
};
const classParameters = z.strictObject({
  ...forestParameters,
  maxFeatures: maxFeaturesParameter("sqrt"),
});
const numberParameters = z.strictObject({
  ...forestParameters,
  maxFeatures: maxFeaturesParameter("all"),
});

const state = z.strictObject({ trees: z.array(Tree).min(1) });

export const randomForest: ClassificationTrainer<typeof classParameters, ForestState> = {
  name: "random-forest",
  description: "Many trees, each on rows and columns drawn at random, that vote with their shares.",
  task: "classification",
  parameters: classParameters,
  state,
  fit: (input) => growForest(input, createGini(input.labels, input.classCount)),
  compile: ({ trees }, shape) => compileClassTrees(trees, shape),
};

export const randomForestRegression: RegressionTrainer<typeof numberParameters, ForestState> = {
  name: "random-forest-regression",
  description: "Many trees, each on rows drawn at random, whose answers are averaged.",
  task: "regression",
  parameters: numberParameters,
  state,
  fit: (input) => growForest(input, createSquaredError(input.targets)),
  compile: ({ trees }, shape) => compileNumberTrees(trees, shape),
};
