import type { Criterion } from "./criterion.ts";

/**
 * Gini impurity over classes. Of two sides with class counts l and r, the purer
 * they are the larger is `Σl²/Σl + Σr²/Σr`; all whole numbers up to the
 * division, so equal splits compare as equal.
 */
export function createGini(labels: Int32Array, classCount: number): Criterion {
  const total = new Float64Array(classCount);
  const left = new Float64Array(classCount);
  let counts: Uint32Array = new Uint32Array(0);
  let squares = 0;
  let whole = 0;

  return {
    begin(drawn) {
      counts = drawn;
    },

    enter({ order, start, end }) {
      total.fill(0);
      for (let i = start; i < end; i++) total[labels[order[i]]] += counts[order[i]];
      squares = 0;
      whole = 0;
      for (let label = 0; label < classCount; label++) {
        squares += total[label] * total[label];
        whole += total[label];
      }
      return squares === whole * whole;
    },

    addLeaf(leaves) {
      for (let label = 0; label < classCount; label++) leaves.push(total[label]);
    },

    findCut({ order, start, end }, codes, minSamplesLeaf) {
      left.fill(0);
      const first = start + minSamplesLeaf;
      const last = end - minSamplesLeaf;
      let squaresLeft = 0;
      let squaresRight = squares;
      let leftCount = 0;
      let score = -1;
      let middle = -1;
      let row = order[start];
      for (let i = start + 1; i <= last; i++) {
        const label = labels[row];
        const count = counts[row];
        const before = left[label];
        squaresLeft += count * (2 * before + count);
        squaresRight += count * (count - 2 * (total[label] - before));
        left[label] = before + count;
        leftCount += count;
        const code = codes[row];
        row = order[i];
        if (codes[row] === code || i < first) continue;
        const purity = squaresLeft / leftCount + squaresRight / (whole - leftCount);
        if (purity > score) {
          score = purity;
          middle = i;
        }
      }
      return middle < 0 ? null : { score, middle };
    },
  };
}
