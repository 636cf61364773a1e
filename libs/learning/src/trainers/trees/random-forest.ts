import { z } from "zod";
import type { ClassificationTrainer, RegressionTrainer } from "../trainer.ts";
import { createGini } from "./gini.ts";
import { growForest } from "./grow-forest.ts";
import { compileClassTrees, compileNumberTrees } from "./predict-trees.ts";
import { createSquaredError } from "./squared-error.ts";
import { Trees } from "./tree.ts";
import { treeMemory } from "./tree-memory.ts";
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

export const randomForest: ClassificationTrainer<typeof classParameters, Trees> = {
  name: "random-forest",
  description: "Many trees, each on rows and columns drawn at random, that vote with their shares.",
  task: "classification",
  parameters: classParameters,
  state: Trees,
  memory: treeMemory,
  fit: (input) => growForest(input, createGini(input.labels, input.classCount)),
  compile: compileClassTrees,
};

export const randomForestRegression: RegressionTrainer<typeof numberParameters, Trees> = {
  name: "random-forest-regression",
  description: "Many trees, each on rows drawn at random, whose answers are averaged.",
  task: "regression",
  parameters: numberParameters,
  state: Trees,
  memory: treeMemory,
  fit: (input) => growForest(input, createSquaredError(input.targets)),
  compile: compileNumberTrees,
};
