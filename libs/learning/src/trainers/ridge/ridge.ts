import { AppError } from "@rookery/contracts";
import { z } from "zod";
import { factorize, solveFactor } from "../../numerics/cholesky.ts";
import type { RegressionTrainer } from "../trainer.ts";
import { type CentredRows, centreRows } from "./centre-rows.ts";

/**
 * Least squares with an L2 penalty, the model of scikit-learn's `Ridge`: it
 * minimises `|y - X w - b|² + alpha |w|²` in closed form. With alpha 0 it is
 * `LinearRegression`: of all solutions the one with the shortest w.
 */

const parameters = z.strictObject({
  alpha: z
    .number()
    .min(0)
    .max(1e15)
    .default(1)
    .describe(
      "Strength of the penalty: larger keeps weights closer to 0; 0 is plain least squares",
    ),
});

/** The weight of every column, then the intercept. */
const state = z.strictObject({ weights: z.array(z.number()) });
type State = z.output<typeof state>;

type LeastSquares = Pick<CentredRows, "gram" | "products">;

/** As a share of the largest product of a column with itself. */
const stepPenalty = 1e-6;
const stepTolerance = 1e-13;
const maxSteps = 100;

export const ridge: RegressionTrainer<typeof parameters, State> = {
  name: "ridge",
  description: "Linear regression with an L2 penalty, solved exactly; alpha 0 is least squares.",
  task: "regression",
  parameters,
  state,

  fit(input) {
    const { columns, params } = input;
    const centred = centreRows(input);
    const weights = solve(centred, params.alpha);
    let intercept = centred.targetMean;
    for (let j = 0; j < columns; j++) intercept -= weights[j] * centred.means[j];
    const all = [...weights, intercept];
    if (!all.every(Number.isFinite)) {
      throw new AppError("training-diverged", "The weights of this data are not finite numbers.", {
        hint: "Check the features and the target for extreme values.",
      });
    }
    return { weights: all };
  },

  weights: (state) => [state.weights],

  compile(state, { columns }) {
    const weights = Float64Array.from(state.weights);
    if (weights.length !== columns + 1) {
      throw new RangeError(`Expected ${columns + 1} weights`);
    }
    return (row) => {
      let sum = weights[columns];
      for (let j = 0; j < columns; j++) sum += row[j] * weights[j];
      return sum;
    };
  },
};

function solve({ gram, products }: CentredRows, alpha: number): Float64Array {
  const weights = new Float64Array(products.length);
  if (alpha > 0) solveStep({ gram, products }, alpha, weights);
  else solveShortest({ gram, products }, weights);
  return weights;
}

/**
 * Without a penalty, one-hot cells that add up to 1 leave many weights equally
 * good. Penalties on the change from step to step, instead of on the weights,
 * lead from 0 to the shortest of them: J. D. Riley, Solving systems of linear
 * equations with a positive definite, symmetric, but possibly ill-conditioned
 * matrix, Mathematics of Computation 9 (1955), 96-101.
 */
function solveShortest(system: LeastSquares, weights: Float64Array): void {
  const size = weights.length;
  let largest = 0;
  for (let j = 0; j < size; j++) largest = Math.max(largest, system.gram[j * size + j]);
  if (largest === 0) return;
  for (let step = 0; step < maxSteps; step++) {
    const change = solveStep(system, largest * stepPenalty, weights);
    if (change <= stepTolerance * lengthOf(weights)) return;
  }
}

/** Moves the weights to those with the least loss, a penalty on the move included; returns how far. */
function solveStep(
  { gram, products }: LeastSquares,
  penalty: number,
  weights: Float64Array,
): number {
  const size = weights.length;
  const matrix = gram.slice();
  for (let j = 0; j < size; j++) matrix[j * size + j] += penalty;
  factorize(matrix, size);
  const move = products.slice();
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      move[a] -= gram[Math.max(a, b) * size + Math.min(a, b)] * weights[b];
    }
  }
  solveFactor(matrix, size, move, 0);
  for (let j = 0; j < size; j++) weights[j] += move[j];
  return lengthOf(move);
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
