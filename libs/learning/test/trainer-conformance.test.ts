import { describe, test } from "vitest";
import { builtInTrainers } from "../src/trainers/built-in.ts";
import { type TrainerPromise, trainerChecks } from "../src/trainers/checks/trainer-checks.ts";

const forest: TrainerPromise = { quick: { trees: 20 }, isIterative: true };

/** Of trainers whose defaults are slow on small tasks, or that report steps. */
const promises: Record<string, TrainerPromise> = {
  "logistic-regression": { quick: { learningRate: 0.1, steps: 200 } },
  "logistic-regression-lbfgs": { isIterative: true },
  "random-forest": forest,
  "random-forest-regression": forest,
  "k-nearest-neighbours": { quick: { neighbours: 3 } },
  "k-nearest-neighbours-regression": { quick: { neighbours: 2, weights: "distance" } },
  ridge: { quick: { alpha: 0 } },
};

describe.each(builtInTrainers)("trainer $name", (trainer) => {
  for (const { title, check } of trainerChecks(trainer, promises[trainer.name])) test(title, check);
});
