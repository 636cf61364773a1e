import { type LinePoint, searchLine } from "./search-line.ts";

/** Value at a point; writes the gradient there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface MinimizeInput {
  objective: Objective;
  /** Where the descent begins; the minimum is written here. */
  point: Float64Array;
  maxSteps: number;
  /** Ends when no component of the gradient is larger. */
  tolerance: number;
  /** Multiplies a vector by a guess of the inverse Hessian, in place. Without it that is a number. */
  rescale?: (vector: Float64Array) => void;
  /** The point is the one that goes on changing: copy it to keep it. */
  onStep?: (step: number, value: number, point: Float64Array) => void;
  shouldStop?: () => boolean;
}

/** Pairs of steps and gradient changes that stand for the curvature. */
const memory = 10;

/**
 * L-BFGS: D. C. Liu and J. Nocedal, On the limited memory BFGS method for
 * large scale optimization, Mathematical Programming 45 (1989), 503-528.
 *
 * Returns the value at the minimum, or NaN when the objective is not finite at
 * the start. It ends at `tolerance`, after `maxSteps`, once `shouldStop` says
 * so, or when rounding errors leave nothing to gain.
 */
export function minimizeLbfgs(input: MinimizeInput): number {
  const { objective, point, maxSteps, tolerance, rescale, onStep, shouldStop } = input;
  const size = point.length;
  const gradient = new Float64Array(size);
  const direction = new Float64Array(size);
  const origin = new Float64Array(size);
  const originGradient = new Float64Array(size);
  const history = createHistory(size, rescale);

  let value = objective(point, gradient);
  if (!Number.isFinite(value)) return Number.NaN;

  for (let step = 1; step <= maxSteps && largest(gradient) > tolerance; step++) {
    if (shouldStop?.()) break;
    history.findDirection(gradient, direction);
    const start: LinePoint = { step: 0, value, slope: dot(gradient, direction) };
    if (!(start.slope < 0)) break;
    origin.set(point);
    originGradient.set(gradient);
    // Before anything is known of the curvature, as long as 1.
    const firstStep = step === 1 && !rescale ? 1 / Math.sqrt(-start.slope) : 1;
    const found = searchLine({ measure, start, firstStep });
    if (found === null) {
      point.set(origin);
      break;
    }
    value = found.value;
    history.add(origin, point, originGradient, gradient);
    onStep?.(step, value, point);
  }
  return value;

  function measure(step: number): LinePoint {
    for (let i = 0; i < size; i++) point[i] = origin[i] + step * direction[i];
    const measured = objective(point, gradient);
    return { step, value: measured, slope: dot(gradient, direction) };
  }
}

interface History {
  add(from: Float64Array, to: Float64Array, before: Float64Array, after: Float64Array): void;
  /** Minus the inverse curvature times the gradient, by the two-loop recursion. */
  findDirection(gradient: Float64Array, direction: Float64Array): void;
}

function createHistory(size: number, rescale: MinimizeInput["rescale"]): History {
  const rescaled = new Float64Array(size);
  const steps = Array.from({ length: memory }, () => new Float64Array(size));
  const changes = Array.from({ length: memory }, () => new Float64Array(size));
  const products = new Float64Array(memory);
  const shares = new Float64Array(memory);
  let added = 0;
  let scale = 1;

  return {
    add(from, to, before, after) {
      let product = 0;
      let square = 0;
      for (let i = 0; i < size; i++) {
        const change = after[i] - before[i];
        product += (to[i] - from[i]) * change;
        square += change * change;
      }
      // Rounding errors can hide the curvature; such a pair would spoil the others.
      if (!(product > Number.EPSILON * square)) return;
      const slot = added % memory;
      for (let i = 0; i < size; i++) {
        steps[slot][i] = to[i] - from[i];
        changes[slot][i] = after[i] - before[i];
      }
      products[slot] = product;
      rescaled.set(changes[slot]);
      rescale?.(rescaled);
      scale = product / dot(changes[slot], rescaled);
      added++;
    },

    findDirection(gradient, direction) {
      for (let i = 0; i < size; i++) direction[i] = -gradient[i];
      const oldest = Math.max(0, added - memory);
      for (let pair = added - 1; pair >= oldest; pair--) {
        const slot = pair % memory;
        shares[slot] = dot(steps[slot], direction) / products[slot];
        addScaled(direction, -shares[slot], changes[slot]);
      }
      rescale?.(direction);
      for (let i = 0; i < size; i++) direction[i] *= scale;
      for (let pair = oldest; pair < added; pair++) {
        const slot = pair % memory;
        const share = dot(changes[slot], direction) / products[slot];
        addScaled(direction, shares[slot] - share, steps[slot]);
      }
    },
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, factor: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * source[i];
}

function largest(values: Float64Array): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) found = Math.max(found, Math.abs(values[i]));
  return found;
}
