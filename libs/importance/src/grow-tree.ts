import type { ParamColumn } from "./param-column.ts";

/** Part of the space for which a tree says the same. */
export interface Leaf {
  value: number;
  /** Per column the cells that belong to it. */
  region: readonly (readonly number[])[];
}

export interface TreeInput {
  columns: readonly ParamColumn[];
  /** Per column the cell of each run. */
  cells: readonly ArrayLike<number>[];
  scores: ArrayLike<number>;
  /** The runs to learn from; one may be among them several times. */
  rows: readonly number[];
}

/** A regression tree, grown until every leaf holds one score: its leaves cover the whole space. */
export function growTree({ columns, cells, scores, rows }: TreeInput): Leaf[] {
  // Room for the sums of any column's cells, used again at every node.
  const most = Math.max(0, ...columns.map(({ widths }) => widths.length));
  const room = { counts: new Float64Array(most), sums: new Float64Array(most) };
  const leaves: Leaf[] = [];
  const everywhere = columns.map(({ widths }) => [...widths.keys()]);
  const open = [{ rows, region: everywhere }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const split = findSplit({ columns, cells, scores, ...node }, room);
    if (split === undefined) {
      leaves.push({ value: meanOf(scores, node.rows), region: node.region });
      continue;
    }
    const { column, inside } = split;
    for (const isInside of [true, false]) {
      const region = [...node.region];
      region[column] = node.region[column].filter((cell) => inside.has(cell) === isInside);
      open.push({
        rows: node.rows.filter((row) => inside.has(cells[column][row]) === isInside),
        region,
      });
    }
  }
  return leaves;
}

interface Split {
  column: number;
  /** The cells on one side. */
  inside: ReadonlySet<number>;
}

interface Sums {
  counts: Float64Array;
  sums: Float64Array;
}

/** The split that leaves the least squared error; undefined when there is none to remove. */
function findSplit(
  node: TreeInput & { region: readonly number[][] },
  { counts, sums }: Sums,
): Split | undefined {
  const { columns, cells, scores, rows, region } = node;
  const first = scores[rows[0]];
  if (rows.every((row) => scores[row] === first)) return undefined;
  const mean = meanOf(scores, rows);
  let best = { gain: 0, column: -1, from: 0, to: 0 };
  for (const [column, { isOrdered, widths }] of columns.entries()) {
    const own = region[column];
    if (own.length < 2) continue;
    counts.fill(0, 0, widths.length);
    sums.fill(0, 0, widths.length);
    const places = cells[column];
    for (const row of rows) {
      counts[places[row]] += 1;
      sums[places[row]] += scores[row] - mean;
    }
    let [count, sum] = [0, 0];
    for (let at = 0; at < own.length; at++) {
      // One side is all cells up to this one, or this one alone.
      count = (isOrdered ? count : 0) + counts[own[at]];
      sum = (isOrdered ? sum : 0) + sums[own[at]];
      const others = rows.length - count;
      if (count === 0 || others === 0) continue;
      // The scores are centred: what one side lacks, the other has.
      const gain = (sum * sum) / count + (sum * sum) / others;
      if (gain > best.gain * (1 + 1e-12)) {
        best = { gain, column, from: isOrdered ? 0 : at, to: at + 1 };
      }
    }
  }
  if (best.column < 0) return undefined;
  return {
    column: best.column,
    inside: new Set(region[best.column].slice(best.from, best.to)),
  };
}

function meanOf(scores: ArrayLike<number>, rows: readonly number[]): number {
  let sum = 0;
  for (const row of rows) sum += scores[row];
  return sum / rows.length;
}
