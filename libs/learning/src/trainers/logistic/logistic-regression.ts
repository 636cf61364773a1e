/// <reference path="./ml-logistic-regression.d.ts" />
import { AppError } from "@rookery/contracts";
import LogisticRegression from "ml-logistic-regression";
import library from "ml-logistic-regression/package.json" with { type: "json" };
import { Matrix } from "ml-matrix";
import { z } from "zod";
import type { ClassificationInput, ClassificationTrainer, Classifier } from "../trainer.ts";

/**
 * One-versus-all logistic regression on ml-logistic-regression: full-batch
 * gradient descent from zero weights, `w += learningRate * Xᵀ(y - sigmoid(Xw))`.
 *
 * Signs: the library trains classifier i with target 0 for class i and 1 for
 * the rest, so `sigmoid(w_i · x)` says how much the row is NOT class i, and
 * the class with the smallest one wins (the first of equals).
 *
 * Probabilities: `1 - sigmoid(w_i · x)` of each class, divided by their sum;
 * equal shares when every class is ruled out completely. With two classes
 * this is the usual logistic model.
 */

const parameters = z.strictObject({
  learningRate: z
    .number()
    .positive()
    .max(1e6)
    .default(0.01)
    .describe("Step size. The gradient is a sum over rows: more rows need smaller steps"),
  steps: z.int().min(1).max(100_000).default(500).describe("How many gradient steps to take"),
});
type Parameters = z.output<typeof parameters>;

/** Per class the weight of every feature, then the intercept. */
const state = z.strictObject({ weights: z.array(z.array(z.number())) });
type State = z.output<typeof state>;

export const logisticRegression: ClassificationTrainer<typeof parameters, State> = {
  name: "logistic-regression",
  description: "Linear classifier, one class versus the rest, by full-batch gradient descent.",
  task: "classification",
  libraries: { "ml-logistic-regression": library.version },
  parameters,
  state,

  // The library's matrices are an object per row, new ones at every step.
  memory({ rows, columns, classCount }) {
    const numbers = classCount * (columns + 1);
    const garbage = Math.min(rows * 3_000, 200 * 2 ** 20);
    return {
      workingBytes: rows * (3 * 8 * (columns + 1) + 2_400) + garbage,
      stateNumbers: numbers,
      stateCharacters: numbers * 25,
    };
  },

  fit(input) {
    const library = new LogisticRegression({
      learningRate: input.params.learningRate,
      numSteps: input.params.steps,
    });
    library.train(withIntercept(input), Matrix.columnVector(input.labels));
    const weights = library.classifiers.map((classifier) => classifier.weights.to1DArray());
    requireConverged(weights, input);
    return { weights };
  },

  // The library's scores say how much a row is not of the class.
  weights: (state) => state.weights.map((row) => row.map((weight) => -weight)),

  compile({ weights }, { columns, classCount }) {
    if (weights.length !== classCount || weights.some((row) => row.length !== columns + 1)) {
      throw new RangeError(`Expected ${classCount} lists of ${columns + 1} weights`);
    }
    return compileClassifier(Float64Array.from(weights.flat()), columns, classCount);
  },
};

function withIntercept({
  features,
  rows,
  columns,
}: ClassificationInput<Parameters, State>): Matrix {
  const matrix = new Matrix(rows, columns + 1);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      matrix.set(row, column, features[row * columns + column]);
    }
    matrix.set(row, columns, 1);
  }
  return matrix;
}

function compileClassifier(weights: Float64Array, columns: number, classCount: number): Classifier {
  return (row, probabilities) => {
    let best = 0;
    let smallest = Number.POSITIVE_INFINITY;
    let sum = 0;
    for (let label = 0; label < classCount; label++) {
      const score = sigmoid(dot(weights, label * (columns + 1), row, columns));
      if (score < smallest) {
        smallest = score;
        best = label;
      }
      probabilities[label] = 1 - score;
      sum += 1 - score;
    }
    for (let label = 0; label < classCount; label++) {
      probabilities[label] = sum === 0 ? 1 / classCount : probabilities[label] / sum;
    }
    return best;
  };
}

/** In the library's own order of additions, so scores agree to the last bit. */
function dot(weights: Float64Array, offset: number, row: Float64Array, columns: number): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) sum += row[column] * weights[offset + column];
  return sum + weights[offset + columns];
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/**
 * Descent whose loss ends above where it began has diverged: at zero weights
 * every classifier's log loss is ln 2.
 */
function requireConverged(
  weights: number[][],
  input: ClassificationInput<Parameters, State>,
): void {
  const { features, rows, columns, labels, params } = input;
  for (const [label, classWeights] of weights.entries()) {
    const flat = Float64Array.from(classWeights);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const score = dot(flat, 0, features.subarray(row * columns), columns);
      loss += softplus(labels[row] === label ? score : -score);
    }
    if (flat.every(Number.isFinite) && loss / rows <= Math.LN2 + 1e-9) continue;
    throw new AppError(
      "training-diverged",
      `The descent diverged with learningRate ${params.learningRate}.`,
      {
        hint: `Use a smaller learningRate, for example ${params.learningRate / 10}.`,
        issues: [
          {
            field: "params.learningRate",
            message: "Too large for this data",
            value: params.learningRate,
          },
        ],
      },
    );
  }
}

/** ln(1 + eˣ) without overflow. */
function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}
