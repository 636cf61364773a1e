import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { firstPrimes, haltonCoordinate } from "../src/samplers/halton.ts";
import { createCategoryKernels } from "../src/samplers/tpe/category-kernels.ts";
import { normalCdf } from "../src/samplers/tpe/normal-cdf.ts";
import { createNumericKernels } from "../src/samplers/tpe/numeric-kernels.ts";
import { createParzenEstimator } from "../src/samplers/tpe/parzen-estimator.ts";

/** Written by fixtures/generate.py with SciPy. */
const fixture: {
  halton: number[][];
  normal: { z: number[]; cdf: number[] };
  parzen: {
    shares: number[];
    cells: number[];
    cellCount: number;
    categories: number[];
    categoryCount: number;
    weights: number[];
    priorWeight: number;
    points: { share: number; cell: number; category: number; logDensity: number }[];
  };
} = JSON.parse(readFileSync(new URL("fixtures/search.json", import.meta.url), "utf8"));

test("unscrambled Halton points are SciPy's", () => {
  const primes = firstPrimes(6);
  for (const [index, point] of fixture.halton.entries()) {
    for (const [axis, coordinate] of point.entries()) {
      expect(haltonCoordinate(index, primes[axis])).toBeCloseTo(coordinate, 14);
    }
  }
});

test("scrambling keeps the even spread: one point in each cell of each base", () => {
  for (const base of [2, 3, 5, 7, 11, 31, 101]) {
    const cells = Array.from({ length: base ** 2 }, (_, index) =>
      Math.floor(haltonCoordinate(index, base, 12345) * base ** 2),
    );
    expect(new Set(cells).size).toBe(base ** 2);
  }
});

test("the normal distribution function is SciPy's", () => {
  for (const [index, z] of fixture.normal.z.entries()) {
    expect(Math.abs(normalCdf(z) - fixture.normal.cdf[index])).toBeLessThan(1e-12);
  }
});

test("a mixture's log density is SciPy's", () => {
  const { shares, cells, cellCount, categories, categoryCount, weights, priorWeight, points } =
    fixture.parzen;
  const middles = (indices: number[], count: number) =>
    Float64Array.from(indices, (index) => (index + 0.5) / count);
  const estimator = createParzenEstimator(
    [
      createNumericKernels(Float64Array.from(shares)),
      createNumericKernels(middles(cells, cellCount)),
      createCategoryKernels(middles(categories, categoryCount), categoryCount, priorWeight),
    ],
    Float64Array.from([...weights, priorWeight]),
  );
  for (const { share, cell, category, logDensity } of points) {
    const found = estimator.logDensity([
      [share, share],
      [cell / cellCount, (cell + 1) / cellCount],
      [category / categoryCount, (category + 1) / categoryCount],
    ]);
    expect(found).toBeCloseTo(logDensity, 9);
  }
});
