/** What the objective is at a step along the direction. */
export interface LinePoint {
  step: number;
  value: number;
  /** Derivative along the direction. */
  slope: number;
}

export interface LineSearchInput {
  /** The last step that was measured is where the objective's point stays. */
  measure: (step: number) => LinePoint;
  /** At step 0; its slope is negative. */
  start: LinePoint;
  firstStep: number;
}

const maxTrials = 30;
const sufficientDecrease = 1e-4;
const curvature = 0.9;

/**
 * Finds a step that satisfies the strong Wolfe conditions: Nocedal & Wright,
 * Numerical Optimization (2nd edition), algorithms 3.5 and 3.6, with cubic
 * interpolation (3.59) kept away from the ends of the interval. `null` when
 * the numbers are too coarse to find one.
 */
export function searchLine({ measure, start, firstStep }: LineSearchInput): LinePoint | null {
  // Close to the minimum, values differ by less than their rounding errors; slopes still tell.
  const noise = 8 * Number.EPSILON * Math.abs(start.value);
  let low = start;
  let high: LinePoint | null = null;
  let step = firstStep;

  for (let trial = 0; trial < maxTrials; trial++) {
    const point = measure(step);
    const allowed = start.value + sufficientDecrease * step * start.slope + noise;
    // Written so that NaN counts as too far.
    if (!(point.value <= allowed && point.value <= low.value + noise)) {
      high = point;
    } else if (Math.abs(point.slope) <= -curvature * start.slope) {
      return point;
    } else {
      const overshot = high === null ? point.slope > 0 : point.slope * (high.step - low.step) > 0;
      if (overshot) high = low;
      low = point;
    }
    step = high === null ? extrapolate(low, start) : interpolate(low, high);
    if (step === low.step || step === high?.step) return null;
  }
  return null;
}

/** Where the slope would be 0 if it went on changing as it did, but no more than ten times as far. */
function extrapolate({ step, slope }: LinePoint, start: LinePoint): number {
  const root = (step * start.slope) / (start.slope - slope);
  return root > 2 * step ? Math.min(root, 10 * step) : 2 * step;
}

/** Minimum of the cubic through both points, or the middle when it is too close to an end. */
function interpolate(low: LinePoint, high: LinePoint): number {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  const d1 = low.slope + high.slope - (3 * (high.value - low.value)) / width;
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - low.slope * high.slope);
  const step = high.step - (width * (high.slope + d2 - d1)) / (high.slope - low.slope + 2 * d2);
  const share = (step - low.step) / width;
  return share >= 0.1 && share <= 0.9 ? step : middle;
}
