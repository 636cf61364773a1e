export interface NeighbourTable {
  /** Row-major. */
  features: Float64Array;
  columns: number;
}

/** The nearest rows of a table, nearest first; of equally near ones those that come first. */
export interface Neighbours {
  rows: Int32Array;
  /** Squared Euclidean. */
  distances: Float64Array;
  find(row: Float64Array): void;
}

/** Columns between two looks at whether a row is already too far. */
const stride = 8;

/**
 * Looks at every row, and gives up on one as soon as it is farther than the
 * farthest that is kept: with tens of columns no tree is faster.
 */
export function createNeighbours({ features, columns }: NeighbourTable, count: number): Neighbours {
  const rowCount = features.length / columns;
  const kept = Math.min(count, rowCount);
  const rows = new Int32Array(kept);
  const distances = new Float64Array(kept);

  return {
    rows,
    distances,
    find(query) {
      distances.fill(Number.POSITIVE_INFINITY);
      rows.fill(0);
      let farthest = Number.POSITIVE_INFINITY;
      for (let row = 0; row < rowCount; row++) {
        const base = row * columns;
        let distance = 0;
        for (let from = 0; from < columns && distance < farthest; from += stride) {
          const to = Math.min(from + stride, columns);
          for (let j = from; j < to; j++) {
            const difference = features[base + j] - query[j];
            distance += difference * difference;
          }
        }
        if (distance >= farthest) continue;
        insert(row, distance);
        farthest = distances[kept - 1];
      }
    },
  };

  function insert(row: number, distance: number): void {
    let at = kept - 1;
    for (; at > 0 && distances[at - 1] > distance; at--) {
      distances[at] = distances[at - 1];
      rows[at] = rows[at - 1];
    }
    distances[at] = distance;
    rows[at] = row;
  }
}

/**
 * How much each neighbour counts, written over its distance: all the same, or
 * one over the distance. Neighbours at the very place count alone.
 */
export function weighNeighbours(distances: Float64Array, by: "uniform" | "distance"): void {
  const isThere = distances[0] === 0;
  for (let i = 0; i < distances.length; i++) {
    if (by === "uniform") distances[i] = 1;
    else if (isThere) distances[i] = distances[i] === 0 ? 1 : 0;
    else distances[i] = 1 / Math.sqrt(distances[i]);
  }
}
