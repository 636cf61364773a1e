import type { ClassificationTrainer, CommandTrainer, RegressionTrainer } from "@rookery/learning";
import type { z } from "zod";

/**
 * A learning algorithm in TypeScript. It works as the built-in ones do: see the
 * interfaces for what `fit` is given and `compile` returns. Whether it keeps the
 * rules is checked when its module is loaded.
 */
export function defineTrainer<Parameters extends z.ZodObject, State>(
  trainer: ClassificationTrainer<Parameters, State>,
): ClassificationTrainer<Parameters, State>;
export function defineTrainer<Parameters extends z.ZodObject, State>(
  trainer: RegressionTrainer<Parameters, State>,
): RegressionTrainer<Parameters, State>;
export function defineTrainer<Defined>(trainer: Defined): Defined {
  return trainer;
}

/**
 * A trainer in any language: an executable that runs once per run. What it
 * finds and what it leaves behind stands in docs/own-trainer.md.
 */
export function defineCommandTrainer(trainer: CommandTrainer): CommandTrainer {
  return trainer;
}
