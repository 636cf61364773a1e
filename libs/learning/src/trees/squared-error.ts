import {
  type Criterion,
  type Cut,
  createRowSorter,
  isSparse,
  type NodeRows,
  rangeOf,
} from "./criterion.ts";

/**
 * Squared error of numbers. Of two sides with sums l and r, the closer their
 * rows are to the side's mean the larger is `l²/count + r²/count`.
 */
export function createSquaredError(targets: Float64Array): Criterion {
  const sortRows = createRowSorter();
  let sums = new Float64Array(0);
  let counts = new Int32Array(0);
  /** Of the entered node; its rows are looked at as differences from it. */
  let mean = 0;

  return {
    enter({ order, start, end }) {
      const first = targets[order[start]];
      let isPure = true;
      let sum = 0;
      for (let i = start; i < end; i++) {
        const value = targets[order[i]];
        sum += value;
        if (value !== first) isPure = false;
      }
      mean = isPure ? first : sum / (end - start);
      return isPure;
    },

    addLeaf(leaves) {
      leaves.push(mean);
    },

    findCut(node, { codes }, minSamplesLeaf) {
      const [low, high] = rangeOf(node, codes);
      if (low === high) return null;
      return isSparse(node, high - low + 1)
        ? walkRows(node, codes, low, minSamplesLeaf)
        : walkRanks(node, codes, low, high, minSamplesLeaf);
    },
  };

  function walkRanks(
    node: NodeRows,
    codes: Int32Array,
    low: number,
    high: number,
    minSamplesLeaf: number,
  ): Cut | null {
    const whole = sumRanks(node, codes, low, high);
    const count = node.end - node.start;
    let leftSum = 0;
    let leftCount = 0;
    let best = -1;
    let bestCode = -1;
    for (let code = low; code < high; code++) {
      const moved = counts[code - low];
      if (moved === 0) continue;
      leftSum += sums[code - low];
      leftCount += moved;
      if (leftCount < minSamplesLeaf) continue;
      if (count - leftCount < minSamplesLeaf) break;
      const rightSum = whole - leftSum;
      const score = leftSum ** 2 / leftCount + rightSum ** 2 / (count - leftCount);
      if (score > best) {
        best = score;
        bestCode = code;
      }
    }
    return bestCode < 0 ? null : { score: best, code: bestCode };
  }

  function sumRanks(
    { order, start, end }: NodeRows,
    codes: Int32Array,
    low: number,
    high: number,
  ): number {
    const size = high - low + 1;
    if (sums.length < size) {
      sums = new Float64Array(size);
      counts = new Int32Array(size);
    } else {
      sums.fill(0, 0, size);
      counts.fill(0, 0, size);
    }
    let whole = 0;
    for (let i = start; i < end; i++) {
      const row = order[i];
      const difference = targets[row] - mean;
      sums[codes[row] - low] += difference;
      counts[codes[row] - low]++;
      whole += difference;
    }
    return whole;
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
    let whole = 0;
    for (let i = 0; i < count; i++) whole += targets[sorted[i]] - mean;
    let leftSum = 0;
    let best = -1;
    let bestCode = -1;
    for (let i = 0; i < last; i++) {
      const row = sorted[i];
      leftSum += targets[row] - mean;
      if (i + 1 < minSamplesLeaf || codes[sorted[i + 1]] === codes[row]) continue;
      const rightSum = whole - leftSum;
      const score = leftSum ** 2 / (i + 1) + rightSum ** 2 / (count - i - 1);
      if (score > best) {
        best = score;
        bestCode = codes[row];
      }
    }
    return bestCode < 0 ? null : { score: best, code: bestCode };
  }
}
