import { AppError } from "@rookery/contracts";
import { z } from "zod";
import type { ClassificationTrainer } from "../trainer.ts";
import { fitLogistic } from "./fit-logistic.ts";
import { compileLogistic, countOutputs } from "./logistic-classifier.ts";

/**
 * Logistic regression with an L2 penalty, the model of scikit-learn's
 * `LogisticRegression`: it minimises `½ w·w + c Σ log loss`, intercepts are
 * free, two classes have one row of weights and more have a softmax.
 *
 * `tolerance` and the reported loss belong to that objective divided by
 * `c * rows`, which is the mean log loss plus the penalty. scikit-learn's
 * `tol` means the same.
 */

const parameters = z.strictObject({
  c: z
    .number()
    .min(1e-10)
    .max(1e15)
    .default(1)
    .describe("Inverse strength of the penalty: smaller keeps weights closer to 0"),
  maxSteps: z
    .int()
    .min(1)
    .max(100_000)
    .default(100)
    .describe("The most steps to take; weights are kept as they are then"),
  tolerance: z
    .number()
    .positive()
    .max(1)
    .default(1e-4)
    .describe("Stops when no component of the gradient of the mean loss is larger"),
});

/** The weight of every feature, then the intercept: per class, or of the second of two classes. */
const state = z.strictObject({ weights: z.array(z.array(z.number())) });
type State = z.output<typeof state>;

export const logisticRegressionLbfgs: ClassificationTrainer<typeof parameters, State> = {
  name: "logistic-regression-lbfgs",
  description: "Linear classifier with an L2 penalty, softmax over the classes, by L-BFGS.",
  task: "classification",
  parameters,
  state,

  fit({ features, rows, columns, labels, classCount, params, report, shouldStop }) {
    const penalty = 1 / (params.c * rows);
    const { weights, loss } = fitLogistic(
      { features, rows, columns, labels, classCount, penalty },
      {
        maxSteps: params.maxSteps,
        tolerance: params.tolerance,
        ...(report && {
          onStep: (step, value, point) =>
            report(step, { loss: value }, () => nameWeights(point, columns, classCount)),
        }),
        ...(shouldStop && { shouldStop }),
      },
    );
    if (!Number.isFinite(loss) || !weights.every(Number.isFinite)) {
      throw new AppError("training-diverged", "The loss of this data is not a finite number.", {
        hint: "Check the features for extreme values.",
      });
    }
    return nameWeights(weights, columns, classCount);
  },

  weights: (state) => state.weights,

  compile({ weights }, { columns, classCount }) {
    const outputs = countOutputs(classCount);
    if (weights.length !== outputs || weights.some((row) => row.length !== columns + 1)) {
      throw new RangeError(`Expected ${outputs} lists of ${columns + 1} weights`);
    }
    return compileLogistic(Float64Array.from(weights.flat()), { columns, classCount });
  },
};

function nameWeights(weights: Float64Array, columns: number, classCount: number): State {
  const stride = columns + 1;
  return {
    weights: Array.from({ length: countOutputs(classCount) }, (_, k) =>
      Array.from(weights.subarray(k * stride, (k + 1) * stride)),
    ),
  };
}
