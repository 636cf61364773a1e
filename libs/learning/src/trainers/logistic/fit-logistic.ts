import { type MinimizeInput, minimizeLbfgs } from "../../numerics/minimize-lbfgs.ts";
import { invertCurvature } from "./invert-curvature.ts";
import { countOutputs } from "./logistic-classifier.ts";
import { createLogisticLoss, type LogisticLossInput } from "./logistic-loss.ts";

type Limits = Pick<MinimizeInput, "maxSteps" | "tolerance" | "onStep" | "shouldStop">;

export interface LogisticFit {
  weights: Float64Array;
  /** NaN when the data are not finite. */
  loss: number;
}

const sampledRowsPerColumn = 40;
const sampleTolerance = 1e-3;
/** 32 MB of matrices. */
const maxCurvatureCells = 2 ** 22;

/**
 * Finds the weights with the least loss. A long table is first fitted on a
 * sample, whose minimum and Hessian there are where and how the descent on all
 * rows begins: a quarter of the passes over the table, and the same minimum,
 * since there is only one. The idea of letting the sample grow is from R. Byrd,
 * G. Chin, J. Nocedal and Y. Wu, Sample size selection in optimization methods
 * for machine learning, Mathematical Programming 134 (2012), 127-155.
 */
export function fitLogistic(input: LogisticLossInput, limits: Limits): LogisticFit {
  const { columns, classCount } = input;
  const weights = new Float64Array(countOutputs(classCount) * (columns + 1));
  const rescale = isLong(input) ? startOnSample(input, limits, weights) : undefined;
  const objective = createLogisticLoss(input);
  return { weights, loss: minimizeLbfgs({ objective, point: weights, rescale, ...limits }) };
}

/** Whether the sample and its Hessian cost less than a few passes over the table. */
function isLong({ rows, columns, classCount }: LogisticLossInput): boolean {
  const size = columns + 1;
  return (
    rows >= 4 * sampledRowsPerColumn * size &&
    rows >= 3 * size * size &&
    countOutputs(classCount) * size * size <= maxCurvatureCells
  );
}

function startOnSample(
  input: LogisticLossInput,
  { maxSteps, tolerance, shouldStop }: Limits,
  weights: Float64Array,
): MinimizeInput["rescale"] {
  const every = Math.floor(input.rows / (sampledRowsPerColumn * (input.columns + 1)));
  const sample = sampleClasses(input, every);
  minimizeLbfgs({
    objective: createLogisticLoss(sample),
    point: weights,
    maxSteps,
    tolerance: Math.max(tolerance, sampleTolerance),
    shouldStop,
  });
  return invertCurvature(sample, weights);
}

/** A copy of every nth row of each class, the first one included, so that none is missing. */
function sampleClasses(input: LogisticLossInput, every: number): LogisticLossInput {
  const { features, rows, columns, labels, classCount } = input;
  const seen = new Int32Array(classCount);
  const picked: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (seen[labels[row]]++ % every === 0) picked.push(row);
  }
  const sample = new Float64Array(picked.length * columns);
  for (const [i, row] of picked.entries()) {
    sample.set(features.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  return {
    ...input,
    features: sample,
    rows: picked.length,
    labels: Int32Array.from(picked, (row) => labels[row]),
  };
}
