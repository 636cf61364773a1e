import { logisticRegression } from "./logistic/logistic-regression.ts";
import { logisticRegressionLbfgs } from "./logistic/logistic-regression-lbfgs.ts";
import { naiveBayes } from "./naive-bayes.ts";
import {
  kNearestNeighbours,
  kNearestNeighboursRegression,
} from "./neighbours/k-nearest-neighbours.ts";
import { ridge } from "./ridge/ridge.ts";
import type { Trainer } from "./trainer.ts";
import { decisionTree, decisionTreeRegression } from "./trees/decision-tree.ts";
import { randomForest, randomForestRegression } from "./trees/random-forest.ts";

/** The trainers everybody has. A new one is a file and a line here; its checks run by themselves. */
export const builtInTrainers: readonly Trainer[] = [
  logisticRegression,
  logisticRegressionLbfgs,
  decisionTree,
  randomForest,
  kNearestNeighbours,
  naiveBayes,
  ridge,
  decisionTreeRegression,
  randomForestRegression,
  kNearestNeighboursRegression,
];
