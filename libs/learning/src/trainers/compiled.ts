import type { Classifier, EstimatorShape, Regressor, Trainer } from "./trainer.ts";

/** An estimator that is ready to predict. */
export type Compiled =
  | { task: "classification"; classify: Classifier; classCount: number }
  | { task: "regression"; estimate: Regressor };

/** Throws a `RangeError` when the state does not have this shape. */
export function compileState(trainer: Trainer, state: unknown, shape: EstimatorShape): Compiled {
  if (trainer.task === "regression") {
    return { task: trainer.task, estimate: trainer.compile(state, shape) };
  }
  const { classCount } = shape;
  return { task: trainer.task, classify: trainer.compile(state, shape), classCount };
}
