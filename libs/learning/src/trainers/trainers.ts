import { AppError, issuesFromZod, type Params } from "@rookery/contracts";
import { isCommandTrainer, type KnownTrainer } from "../programs/command-trainer.ts";
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

const builtIn: readonly Trainer[] = [
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

/** People's own; filled once, before a process or thread begins its work. */
const registered: KnownTrainer[] = [];

export function listTrainers(): readonly KnownTrainer[] {
  return [...builtIn, ...registered];
}

/** Adds people's own trainers to the built-in ones, for this process or thread. */
export function registerTrainers(trainers: readonly KnownTrainer[]): void {
  registered.push(...trainers);
}

/** A trainer that fits in this process. Throws `sweep-invalid` for other names. */
export function getTrainer(name: string): Trainer {
  const trainer = findTrainer(name);
  if (!isCommandTrainer(trainer)) return trainer;
  throw new AppError("sweep-invalid", `The trainer ${name} is a program of its own.`, {
    issues: [{ field: "trainer", message: "It runs as a command", value: name }],
  });
}

/** Throws `sweep-invalid` for a name nobody has. */
export function findTrainer(name: string): KnownTrainer {
  const trainers = listTrainers();
  const trainer = trainers.find((candidate) => candidate.name === name);
  if (trainer) return trainer;
  const known = trainers.map((candidate) => candidate.name).join(", ");
  throw new AppError("sweep-invalid", `There is no trainer named ${name}.`, {
    issues: [{ field: "trainer", message: `Must be one of: ${known}`, value: name }],
  });
}

/**
 * One combination checked against the trainer's own schema, defaults filled
 * in. Throws `sweep-invalid` with fields such as `space.learningRate`.
 */
export function parseParams(trainer: KnownTrainer, params: Params): Params {
  const parsed = trainer.parameters.safeParse(params);
  if (parsed.success) return parsed.data as Params;
  throw new AppError("sweep-invalid", `${trainer.name} does not take these parameters.`, {
    issues: issuesFromZod(parsed.error, { prefix: ["space"] }),
    hint: `${trainer.name} takes: ${Object.keys(trainer.parameters.shape).join(", ")}.`,
  });
}
