import type { Criterion } from "./criterion.ts";

/**
 * Squared error of numbers. Of two sides with sums l and r, the closer their
 * rows are to the side's mean the larger is `l²/count + r²/count`.
 */
export function createSquaredError(targets: Float64Array): Criterion {
  let counts: Uint32Array = new Uint32Array(0);
  /** Of the entered node; its rows are looked at as differences from it. */
  let mean = 0;
  let whole = 0;

  return {
    begin(drawn) {
      counts = drawn;
    },

    enter({ order, start, end }) {
      const first = targets[order[start]];
      let isPure = true;
      let sum = 0;
      whole = 0;
      for (let i = start; i < end; i++) {
        const row = order[i];
        sum += counts[row] * targets[row];
        whole += counts[row];
        if (targets[row] !== first) isPure = false;
      }
      mean = isPure ? first : sum / whole;
      return isPure;
    },

    addLeaf(leaves) {
      leaves.push(mean);
    },

    findCut({ order, start, end }, codes, minSamplesLeaf) {
      const first = start + minSamplesLeaf;
      const last = end - minSamplesLeaf;
      let sum = 0;
      let leftCount = 0;
      let score = -1;
      let middle = -1;
      let row = order[start];
      for (let i = start + 1; i <= last; i++) {
        const count = counts[row];
        sum += count * (targets[row] - mean);
        leftCount += count;
        const code = codes[row];
        row = order[i];
        if (codes[row] === code || i < first) continue;
        // Differences from the mean add up to 0, so both sides have the same sum but for its sign.
        const closeness = sum * sum * (1 / leftCount + 1 / (whole - leftCount));
        if (closeness > score) {
          score = closeness;
          middle = i;
        }
      }
      return middle < 0 ? null : { score, middle };
    },
  };
}
