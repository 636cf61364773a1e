import type { Objective } from "../../numerics/minimize-lbfgs.ts";
import { createLinearKernels } from "./linear-kernels.ts";

export interface LogisticLossInput {
  /** Row-major. */
  features: Float64Array;
  rows: number;
  columns: number;
  labels: Int32Array;
  classCount: number;
  /** Half of it times the squared weights is added to the loss; intercepts are free. */
  penalty: number;
}

/**
 * Mean log loss plus the penalty, and its gradient, in one pass over the rows
 * without allocating. A point is, per output, the weight of every column and
 * then the intercept.
 *
 * Two classes have one output, the log-odds of the second. More have a softmax
 * and one more output than they need: shifting every class by the same vector
 * changes no probability, so of equal ones the penalty picks weights that add
 * up to 0 over the classes. Gradients of such points add up to 0 as well, and
 * a descent that starts at 0 stays among them. Hence the last class costs
 * nothing: its scores and its gradient are minus the sum of the others'.
 */
export function createLogisticLoss(input: LogisticLossInput): Objective {
  const { features, rows, columns, labels, classCount, penalty } = input;
  const stride = columns + 1;
  const outputs = classCount - 1;
  const kernels = createLinearKernels({ features, columns, outputs });
  const { blockRows, scores, scoreBlock, addBlock } = kernels;
  const turnIntoResiduals = classCount === 2 ? binaryResiduals : softmaxResiduals;

  return (point, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let first = 0; first < rows; first += blockRows) {
      const count = Math.min(blockRows, rows - first);
      scoreBlock(first, count, point);
      loss += turnIntoResiduals(first, count);
      addBlock(first, count, gradient);
    }
    if (classCount > 2) fillLastClass(gradient);
    return loss / rows + addPenalty(point, gradient);
  };

  /** Replaces scores by the loss's derivatives, and returns the block's loss. */
  function binaryResiduals(first: number, count: number): number {
    let loss = 0;
    let product = 1;
    for (let i = 0; i < count; i++) {
      const score = scores[i];
      const small = Math.exp(-Math.abs(score));
      const positive = score > 0;
      const label = labels[first + i];
      // ln(1 + eˣ) = max(x, 0) + ln(1 + e^-|x|); one logarithm serves many rows.
      product *= 1 + small;
      if (product > 1e200) {
        loss += Math.log(product);
        product = 1;
      }
      loss += (positive ? score : 0) - label * score;
      scores[i] = (positive ? 1 : small) / (1 + small) - label;
    }
    return loss + Math.log(product);
  }

  function softmaxResiduals(first: number, count: number): number {
    const end = outputs * blockRows;
    let loss = 0;
    let product = 1;
    for (let i = 0; i < count; i++) {
      let last = 0;
      let largest = Number.NEGATIVE_INFINITY;
      for (let at = i; at < end; at += blockRows) {
        last -= scores[at];
        largest = Math.max(largest, scores[at]);
      }
      largest = Math.max(largest, last);
      const labelAt = labels[first + i] * blockRows + i;
      loss += largest - (labelAt < end ? scores[labelAt] : last);

      let sum = Math.exp(last - largest);
      for (let at = i; at < end; at += blockRows) {
        const share = Math.exp(scores[at] - largest);
        scores[at] = share;
        sum += share;
      }
      product *= sum;
      if (product > 1e200) {
        loss += Math.log(product);
        product = 1;
      }
      const scale = 1 / sum;
      for (let at = i; at < end; at += blockRows) scores[at] *= scale;
      if (labelAt < end) scores[labelAt] -= 1;
    }
    return loss + Math.log(product);
  }

  function fillLastClass(gradient: Float64Array): void {
    const last = outputs * stride;
    for (let k = 0; k < outputs; k++) {
      for (let i = 0; i < stride; i++) gradient[last + i] -= gradient[k * stride + i];
    }
  }

  function addPenalty(point: Float64Array, gradient: Float64Array): number {
    let squares = 0;
    for (let i = 0; i < point.length; i++) {
      gradient[i] /= rows;
      if (i % stride === columns) continue;
      squares += point[i] * point[i];
      gradient[i] += penalty * point[i];
    }
    return 0.5 * penalty * squares;
  }
}
