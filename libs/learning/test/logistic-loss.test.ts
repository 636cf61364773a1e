import { describe, expect, test } from "vitest";
import { invertCurvature } from "../src/trainers/logistic/invert-curvature.ts";
import { createLogisticLoss } from "../src/trainers/logistic/logistic-loss.ts";
import { makeNoise } from "./make-noise.ts";

describe("logistic loss", () => {
  test.each([2, 3, 5])("has the gradient that differences show, for %i classes", (classCount) => {
    // 4101 rows end in a block that is not full, with one row beyond its fours.
    const data = makeNoise({ rows: 4101, columns: 3, classCount });
    const objective = createLogisticLoss({ ...data, penalty: 0.3 });
    const size = (classCount === 2 ? 1 : classCount) * 4;
    const point = centred(
      Float64Array.from({ length: size }, (_, i) => Math.sin(i + 1)),
      classCount,
    );
    const gradient = new Float64Array(size);
    const unused = new Float64Array(size);
    objective(point, gradient);
    for (let i = 0; i < size; i++) {
      // Moves class i against the last one, so that the weights stay centred.
      const move = new Float64Array(size);
      move[i] += 1e-5;
      const opposite = classCount === 2 ? -1 : (i % 4) + size - 4;
      if (opposite === i) continue;
      if (opposite >= 0) move[opposite] -= 1e-5;
      const after = objective(
        point.map((value, at) => value + move[at]),
        unused,
      );
      const before = objective(
        point.map((value, at) => value - move[at]),
        unused,
      );
      const expected = gradient[i] - (opposite >= 0 ? gradient[opposite] : 0);
      expect((after - before) / 2e-5).toBeCloseTo(expected, 8);
    }
  });

  test("has the curvature that differences of the gradient show", () => {
    const data = { ...makeNoise({ rows: 500, columns: 4, classCount: 2 }), penalty: 0.1 };
    const objective = createLogisticLoss(data);
    const point = Float64Array.of(0.5, -1, 0.3, 2, 0.7);
    const vector = Float64Array.of(1, 2, -3, 0.5, 1.5);
    const move = vector.slice();
    invertCurvature(data, point)(move);

    const after = new Float64Array(5);
    const before = new Float64Array(5);
    objective(
      point.map((value, i) => value + 1e-5 * move[i]),
      after,
    );
    objective(
      point.map((value, i) => value - 1e-5 * move[i]),
      before,
    );
    for (const [i, value] of vector.entries()) {
      expect((after[i] - before[i]) / 2e-5).toBeCloseTo(value, 6);
    }
  });

  test("keeps weights centred that it rescales for three classes", () => {
    const data = { ...makeNoise({ rows: 300, columns: 2, classCount: 3 }), penalty: 0.1 };
    const vector = centred(Float64Array.of(1, 2, 3, -4, 5, 6, 7, 8, -9), 3);
    invertCurvature(data, new Float64Array(9))(vector);
    for (const i of [0, 1, 2]) expect(vector[i] + vector[i + 3] + vector[i + 6]).toBeCloseTo(0, 12);
  });
});

/** Weights that add up to 0 over three and more classes, as the loss expects them. */
function centred(point: Float64Array, classCount: number): Float64Array {
  if (classCount === 2) return point;
  const stride = point.length / classCount;
  const mean = (at: number) =>
    point.filter((_, i) => i % stride === at % stride).reduce((sum, v) => sum + v) / classCount;
  return point.map((value, i) => value - mean(i));
}
