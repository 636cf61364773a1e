import type { Kernels } from "./parzen-estimator.ts";

/**
 * Each observation speaks for its own category and a little for all others:
 * `priorWeight` divided among the kernels, as in Optuna's TPESampler. The last
 * kernel finds all alike.
 */
export function createCategoryKernels(
  shares: Float64Array,
  count: number,
  priorWeight: number,
): Kernels {
  const observations = shares.length;
  const categories = Uint32Array.from(shares, (share) => Math.floor(share * count));
  const other = observations === 0 ? 1 : priorWeight / (observations + 1);
  const total = 1 + count * other;
  const own = (1 + other) / total;
  const each = other / total;

  return {
    weigh([from], _exponents, products) {
      const category = Math.round(from * count);
      for (let kernel = 0; kernel < observations; kernel += 1) {
        products[kernel] *= count * (categories[kernel] === category ? own : each);
      }
    },
    draw(kernel, stream) {
      const category =
        kernel === observations || stream() >= own - each
          ? Math.floor(stream() * count)
          : categories[kernel];
      return (category + 0.5) / count;
    },
  };
}
