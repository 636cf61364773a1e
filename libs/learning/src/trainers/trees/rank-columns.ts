/** A column as ranks: cell `codes[row]` holds `values[codes[row]]`. */
export interface RankedColumn {
  codes: Int32Array;
  /** The distinct values, ascending. */
  values: Float64Array;
  /** All rows in ascending order of the column; of equal ones the first comes first. */
  order: Int32Array;
}

/** Trees look at the order of values alone, so it is worked out once for all of them. */
export function rankColumns(features: Float64Array, rows: number, columns: number): RankedColumn[] {
  const cells = new Float64Array(rows);
  return Array.from({ length: columns }, (_, column) => {
    for (let row = 0; row < rows; row++) cells[row] = features[row * columns + column];
    const values = distinct(cells.slice().sort());
    const codes = new Int32Array(rows);
    for (let row = 0; row < rows; row++) codes[row] = find(values, cells[row]);
    return { codes, values, order: orderByCode(codes, values.length) };
  });
}

function distinct(sorted: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[count - 1]) sorted[count++] = sorted[i];
  }
  return sorted.slice(0, count);
}

function find(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A counting sort. */
function orderByCode(codes: Int32Array, codeCount: number): Int32Array {
  const starts = new Int32Array(codeCount + 1);
  for (const code of codes) starts[code + 1]++;
  for (let code = 0; code < codeCount; code++) starts[code + 1] += starts[code];
  const order = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) order[starts[codes[row]]++] = row;
  return order;
}
