import { AppError } from "@rookery/contracts";
import { z } from "zod";
import { countOutputs, createLogisticLoss } from "./logistic-loss.ts";
import { minimizeLbfgs } from "./minimize-lbfgs.ts";
import type { ClassificationTrainer, Classifier } from "./trainer.ts";

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
    const stride = columns + 1;
    const outputs = countOutputs(classCount);
    const point = new Float64Array(outputs * stride);
    const loss = minimizeLbfgs({
      objective: createLogisticLoss({ features, rows, columns, labels, classCount, penalty }),
      point,
      maxSteps: params.maxSteps,
      tolerance: params.tolerance,
      onStep: report && ((step, value) => report(step, { loss: value })),
      shouldStop,
    });
    if (!Number.isFinite(loss) || !point.every(Number.isFinite)) {
      throw new AppError("training-diverged", "The loss of this data is not a finite number.", {
        hint: "Check the features for extreme values.",
      });
    }
    return {
      weights: Array.from({ length: outputs }, (_, k) =>
        Array.from(point.subarray(k * stride, (k + 1) * stride)),
      ),
    };
  },

  compile({ weights }, { columns, classCount }) {
    const outputs = countOutputs(classCount);
    if (weights.length !== outputs || weights.some((row) => row.length !== columns + 1)) {
      throw new RangeError(`Expected ${outputs} lists of ${columns + 1} weights`);
    }
    const flat = Float64Array.from(weights.flat());
    return classCount === 2 ? compileBinary(flat, columns) : compileSoftmax(flat, columns, outputs);
  },
};

function compileBinary(weights: Float64Array, columns: number): Classifier {
  return (row, probabilities) => {
    const score = scoreRow(weights, 0, row, columns);
    probabilities[0] = 1 / (1 + Math.exp(score));
    probabilities[1] = 1 / (1 + Math.exp(-score));
    return score > 0 ? 1 : 0;
  };
}

function compileSoftmax(weights: Float64Array, columns: number, classCount: number): Classifier {
  return (row, probabilities) => {
    let best = 0;
    for (let label = 0; label < classCount; label++) {
      probabilities[label] = scoreRow(weights, label * (columns + 1), row, columns);
      if (probabilities[label] > probabilities[best]) best = label;
    }
    const largest = probabilities[best];
    let sum = 0;
    for (let label = 0; label < classCount; label++) {
      probabilities[label] = Math.exp(probabilities[label] - largest);
      sum += probabilities[label];
    }
    for (let label = 0; label < classCount; label++) probabilities[label] /= sum;
    return best;
  };
}

function scoreRow(
  weights: Float64Array,
  offset: number,
  row: Float64Array,
  columns: number,
): number {
  let sum = weights[offset + columns];
  for (let column = 0; column < columns; column++) sum += row[column] * weights[offset + column];
  return sum;
}
