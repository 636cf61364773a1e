import type { RandomStream } from "../random-stream.ts";

/**
 * A density over the parameters of one group: a mixture with one kernel per
 * observation, and one as wide as the space. A kernel is a product over the
 * axes, so what goes well together stays together: "multivariate" TPE, Falkner
 * et al., "BOHB", ICML 2018. Densities are relative to the even one, which
 * cancels where two estimators are compared.
 */
export interface ParzenEstimator {
  /** A share (see `ParamDomain`) for each axis. */
  draw(stream: RandomStream): Float64Array;
  /** Natural logarithm of the density where each axis has these shares. */
  logDensity(cells: readonly Cell[]): number;
}

/** The shares that give one value, from and to; equal ends for a point of a continuous range. */
export type Cell = readonly [from: number, to: number];

/** How one axis sees the observations. */
export interface Kernels {
  /** Multiplies into `products`, or adds to `exponents`, the density of each kernel there. */
  weigh(cell: Cell, exponents: Float64Array, products: Float64Array): void;
  /** A share drawn from one kernel. */
  draw(kernel: number, stream: RandomStream): number;
}

/** Products of this many densities, each between 1e-5 and 1e5, stay within a double. */
const axesPerProduct = 30;

/** `weights` has one for each observation and the last one for the whole space. */
export function createParzenEstimator(
  axes: readonly Kernels[],
  weights: Float64Array,
): ParzenEstimator {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const logWeights = weights.map((weight) => Math.log(weight / total));
  const exponents = new Float64Array(weights.length);
  const products = new Float64Array(weights.length);

  return {
    draw(stream) {
      const kernel = pickIndex(weights, stream() * total);
      return Float64Array.from(axes, (axis) => axis.draw(kernel, stream));
    },

    logDensity(cells) {
      exponents.set(logWeights);
      products.fill(1);
      for (const [index, axis] of axes.entries()) {
        axis.weigh(cells[index], exponents, products);
        if ((index + 1) % axesPerProduct === 0) foldProducts(exponents, products);
      }
      return logSum(exponents, products);
    },
  };
}

function foldProducts(exponents: Float64Array, products: Float64Array): void {
  for (let kernel = 0; kernel < products.length; kernel += 1) {
    exponents[kernel] += Math.log(products[kernel]);
    products[kernel] = 1;
  }
}

/** log of the sum of product * exp(exponent), whatever the size of the exponents. */
function logSum(exponents: Float64Array, products: Float64Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let kernel = 0; kernel < products.length; kernel += 1) {
    if (products[kernel] > 0 && exponents[kernel] > highest) highest = exponents[kernel];
  }
  if (highest === Number.NEGATIVE_INFINITY) return highest;
  let sum = 0;
  for (let kernel = 0; kernel < products.length; kernel += 1) {
    if (products[kernel] > 0) sum += products[kernel] * Math.exp(exponents[kernel] - highest);
  }
  return highest + Math.log(sum);
}

/** The index under which a point of the weights laid end to end lies. */
function pickIndex(weights: Float64Array, point: number): number {
  let rest = point;
  for (let index = 0; index < weights.length; index += 1) {
    rest -= weights[index];
    if (rest < 0) return index;
  }
  return weights.length - 1;
}
