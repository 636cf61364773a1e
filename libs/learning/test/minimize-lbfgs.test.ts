import { describe, expect, test } from "vitest";
import { minimizeLbfgs, type Objective } from "../src/numerics/minimize-lbfgs.ts";

const limits = { maxSteps: 500, tolerance: 1e-9 };

/** Rosenbrock's curved valley in pairs of dimensions: the minimum is 0, at all ones. */
const valley: Objective = (point, gradient) => {
  let value = 0;
  for (let i = 0; i < point.length; i += 2) {
    const rise = point[i + 1] - point[i] ** 2;
    value += 100 * rise ** 2 + (1 - point[i]) ** 2;
    gradient[i] = -400 * point[i] * rise - 2 * (1 - point[i]);
    gradient[i + 1] = 200 * rise;
  }
  return value;
};

describe("L-BFGS", () => {
  test("follows Rosenbrock's valley to its end", () => {
    const point = Float64Array.of(-1.2, 1, -1.2, 1, 3, -2, 0, 0);
    expect(minimizeLbfgs({ objective: valley, point, ...limits })).toBeLessThan(1e-15);
    for (const value of point) expect(value).toBeCloseTo(1, 8);
  });

  test("lowers the value with every step", () => {
    const values: number[] = [];
    const point = Float64Array.of(-1.2, 1);
    minimizeLbfgs({
      objective: valley,
      point,
      ...limits,
      onStep: (_, value) => values.push(value),
    });
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(values.length).toBeGreaterThan(10);
  });

  test("comes back from where the objective is not finite", () => {
    // -ln(x) + 100 x: no value left of 0, the minimum at 0.01.
    const objective: Objective = ([x], gradient) => {
      gradient[0] = 100 - 1 / x;
      return x > 0 ? 100 * x - Math.log(x) : Number.NaN;
    };
    const point = Float64Array.of(5);
    minimizeLbfgs({ objective, point, ...limits });
    expect(point[0]).toBeCloseTo(0.01, 9);
  });

  test("needs two steps when the guess of the inverse Hessian is right", () => {
    const curvatures = [1e-4, 1, 1e4];
    const objective: Objective = (point, gradient) => {
      for (const [i, curvature] of curvatures.entries()) gradient[i] = curvature * (point[i] - 1);
      return gradient.reduce((sum, slope, i) => sum + (slope * (point[i] - 1)) / 2, 0);
    };
    const rescale = (vector: Float64Array) => {
      for (const [i, curvature] of curvatures.entries()) vector[i] /= curvature;
    };
    let steps = 0;
    const point = new Float64Array(3);
    minimizeLbfgs({ objective, point, rescale, ...limits, onStep: () => steps++ });
    expect(steps).toBeLessThanOrEqual(2);
    for (const value of point) expect(value).toBeCloseTo(1, 8);
  });

  test("stays where it is when the objective is not finite at the start", () => {
    const point = Float64Array.of(Number.NaN, 1);
    expect(minimizeLbfgs({ objective: valley, point, ...limits })).toBeNaN();
  });
});
