import { createRandom } from "../create-random.ts";

export interface TableShape {
  rows: number;
  columns: number;
  classCount: number;
}

export interface TrainingTable extends TableShape {
  features: Float64Array;
  labels: Int32Array;
  /** Numbers that depend on the class and, not linearly, on two columns. */
  targets: Float64Array;
}

/**
 * Normal columns of variance 1, each correlated with the one before, and
 * classes drawn from a softmax of them. The same table every time.
 */
export function makeTable({ rows, columns, classCount }: TableShape): TrainingTable {
  const random = createRandom(rows + columns + classCount);
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const weights = Float64Array.from({ length: classCount * columns }, () => normal() / 2);
  const features = new Float64Array(rows * columns);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let before = normal();
    for (let column = 0; column < columns; column++) {
      before = 0.6 * before + 0.8 * normal();
      features[row * columns + column] = before;
    }
    let best = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < classCount; label++) {
      // Gumbel noise: the largest sum is distributed as the softmax.
      let score = -Math.log(-Math.log(random()));
      for (let column = 0; column < columns; column++) {
        const weight = weights[label * columns + column] ?? 0;
        score += weight * (features[row * columns + column] ?? 0);
      }
      if (score > best) {
        best = score;
        labels[row] = label;
      }
    }
  }
  const targets = Float64Array.from(labels, (label, row) => {
    const [first = 0, second = 0] = features.subarray(row * columns, row * columns + 2);
    return label + first * second + normal();
  });
  return { features, labels, targets, rows, columns, classCount };
}
