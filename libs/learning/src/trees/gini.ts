import {
  type Criterion,
  type Cut,
  createRowSorter,
  isSparse,
  type NodeRows,
  rangeOf,
} from "./criterion.ts";

/**
 * Gini impurity over classes. Of two sides with class counts l and r, the purer
 * they are the larger is `Σl²/Σl + Σr²/Σr`; all whole numbers up to the
 * division, so equal splits compare as equal.
 */
export function createGini(labels: Int32Array, classCount: number): Criterion {
  const total = new Float64Array(classCount);
  const left = new Float64Array(classCount);
  const sortRows = createRowSorter();
  let bins = new Int32Array(0);
  let squares = 0;

  return {
    enter({ order, start, end }) {
      total.fill(0);
      for (let i = start; i < end; i++) total[labels[order[i]]]++;
      squares = total.reduce((sum, count) => sum + count * count, 0);
      return squares === (end - start) ** 2;
    },

    addLeaf(leaves) {
      for (const count of total) leaves.push(count);
    },

    findCut(node, { codes }, minSamplesLeaf) {
      const [low, high] = rangeOf(node, codes);
      if (low === high) return null;
      left.fill(0);
      return isSparse(node, (high - low + 1) * classCount)
        ? walkRows(node, codes, low, minSamplesLeaf)
        : walkRanks(node, codes, low, high, minSamplesLeaf);
    },
  };

  function walkRanks(
    { order, start, end }: NodeRows,
    codes: Int32Array,
    low: number,
    high: number,
    minSamplesLeaf: number,
  ): Cut | null {
    countRanks({ order, start, end }, codes, low, high);
    const count = end - start;
    let squaresLeft = 0;
    let squaresRight = squares;
    let leftCount = 0;
    let best = -1;
    let bestCode = -1;
    for (let code = low; code < high; code++) {
      const base = (code - low) * classCount;
      const before = leftCount;
      for (let label = 0; label < classCount; label++) {
        const moved = bins[base + label];
        if (moved === 0) continue;
        squaresLeft += moved * (2 * left[label] + moved);
        squaresRight += moved * (moved - 2 * (total[label] - left[label]));
        left[label] += moved;
        leftCount += moved;
      }
      if (leftCount === before || leftCount < minSamplesLeaf) continue;
      if (count - leftCount < minSamplesLeaf) break;
      const score = squaresLeft / leftCount + squaresRight / (count - leftCount);
      if (score > best) {
        best = score;
        bestCode = code;
      }
    }
    return bestCode < 0 ? null : { score: best, code: bestCode };
  }

  function countRanks(
    { order, start, end }: NodeRows,
    codes: Int32Array,
    low: number,
    high: number,
  ): void {
    const size = (high - low + 1) * classCount;
    if (bins.length < size) bins = new Int32Array(size);
    else bins.fill(0, 0, size);
    for (let i = start; i < end; i++) {
      const row = order[i];
      bins[(codes[row] - low) * classCount + labels[row]]++;
    }
  }

  function walkRows(
    node: NodeRows,
    codes: Int32Array,
    low: number,
    minSamplesLeaf: number,
  ): Cut | null {
    const sorted = sortRows(node, codes, low);
    const count = node.end - node.start;
    const last = count - minSamplesLeaf;
    let squaresLeft = 0;
    let squaresRight = squares;
    let best = -1;
    let bestCode = -1;
    for (let i = 0; i < last; i++) {
      const row = sorted[i];
      const label = labels[row];
      squaresLeft += 2 * left[label] + 1;
      squaresRight += 1 - 2 * (total[label] - left[label]);
      left[label]++;
      if (i + 1 < minSamplesLeaf || codes[sorted[i + 1]] === codes[row]) continue;
      const score = squaresLeft / (i + 1) + squaresRight / (count - i - 1);
      if (score > best) {
        best = score;
        bestCode = codes[row];
      }
    }
    return bestCode < 0 ? null : { score: best, code: bestCode };
  }
}
