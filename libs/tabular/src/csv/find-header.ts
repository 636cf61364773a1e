import type { CsvRecord } from "./scan-csv.ts";

/** With fewer rows like it below, a record is hardly the header that others stand above. */
const nearlyAll = 0.8;
const longestPreamble = 50;
const isBlank = (cell: string): boolean => cell.trim() === "";
const isFilled = (cell: string): boolean => !isBlank(cell);
const isNumber = (cell: string): boolean =>
  /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?%?$/i.test(cell.trim());

/**
 * How many of the first records are titles, remarks and the like above the
 * header. It must be plain: they have one filled cell, or are as wide as no row;
 * below them comes a record that names columns, and nearly all others are as
 * wide as that. Of lines that begin with `#` the last is the header if it is as
 * wide as the rows and values follow.
 */
export function countPreamble(records: readonly CsvRecord[]): number {
  const marked = records.findIndex(({ cells }) => !cells[0]?.startsWith("#"));
  if (marked > 0) return endsInHeader(records, marked) ? marked - 1 : marked;
  const usual = usualWidth(records);
  if (usual < 2) return 0;
  for (let at = 0; at < Math.min(records.length - 1, longestPreamble); at++) {
    const { cells } = records[at] as CsvRecord;
    if (isTitle(cells, usual)) continue;
    const rest = records.slice(at + 1);
    return at > 0 && namesColumns(cells, rest) && fitsRest(rest, cells.length) ? at : 0;
  }
  return 0;
}

function endsInHeader(records: readonly CsvRecord[], marked: number): boolean {
  const last = records[marked - 1]?.cells ?? [];
  const next = records[marked]?.cells ?? [];
  if (last.length < 2 || last.length !== next.length) return false;
  const hasNumbers = records.slice(marked + 1).some(({ cells }) => cells.some(isNumber));
  return next.some(isNumber) || !hasNumbers;
}

function isTitle(cells: readonly string[], usual: number): boolean {
  const filled = cells.filter(isFilled).length;
  if (filled === 1 && isFilled(cells[0] as string)) return usual > 2 || cells.length === 1;
  return filled === 0 || cells.length < usual - 1;
}

/**
 * Names are filled in, but perhaps for the first, the last, and those of columns
 * without values, and begin with a word.
 */
function namesColumns(cells: readonly string[], rest: readonly CsvRecord[]): boolean {
  const first = cells.find(isFilled);
  const isEmptyColumn = (at: number) => rest.every(({ cells }) => isBlank(cells[at] ?? ""));
  const areNamed = cells.every(
    (cell, at) => isFilled(cell) || at === 0 || at === cells.length - 1 || isEmptyColumn(at),
  );
  return cells.length > 1 && areNamed && first !== undefined && !isNumber(first);
}

function fitsRest(rest: readonly CsvRecord[], width: number): boolean {
  return rest.length > 0 && shareOf(rest, width) >= nearlyAll;
}

/** The share of records as wide as a header, or wider by row labels that it does not name. */
function shareOf(records: readonly CsvRecord[], width: number): number {
  const fitting = records.filter(
    ({ cells }) => cells.length === width || cells.length === width + 1,
  );
  return fitting.length / records.length;
}

/** The number of cells that the most records have; of several the largest. */
function usualWidth(records: readonly CsvRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual] = [...counts].sort(([a, n], [b, m]) => m - n || b - a);
  return usual?.[0] ?? 0;
}

/**
 * Whether the header looks like a row: numbers above numbers, as in a file without
 * header. Whole numbers that rise from column to column are names, such as years.
 */
export function looksLikeValues(header: readonly string[], rows: readonly CsvRecord[]): boolean {
  if (rows.length === 0 || header.some(isBlank)) return false;
  const above = header.filter((_, at) => rows.every(({ cells }) => isNumber(cells[at] ?? "")));
  if (above.length === 0 || !above.every(isNumber)) return false;
  const numbers = above.map(Number);
  const areWhole = numbers.every(Number.isInteger);
  const areRising = numbers.every((value, at) => at === 0 || value > (numbers[at - 1] as number));
  return !(areWhole && areRising && numbers.length > 1);
}

/** Whether some column holds numbers below a header that is none. */
export function hasNumbersBelow(header: readonly string[], rows: readonly CsvRecord[]): boolean {
  return header.some(
    (name, at) => !isNumber(name) && rows.every(({ cells }) => isNumber(cells[at] ?? "")),
  );
}
