import { delimiters, type Reading, toDelimiter } from "@rookery/contracts";
import { countPreamble, hasNumbersBelow, looksLikeValues } from "./find-header.ts";
import { type CsvRecord, createCsvScanner, type ScanOptions } from "./scan-csv.ts";

/** Where the table is in a text, and how its cells are parted. */
export interface CsvLayout {
  delimiter: string;
  /** Lines above the header that are none of the table. */
  skip: number;
  /** Those of them that were found out to be none, and are not `sep=;`. */
  preamble: string[];
  /** The rows have a cell for labels that the header does not name. */
  hasLabels: boolean;
  /** The header's cells, where they look like a row's. */
  doubtfulHeader: readonly string[] | null;
  /** The delimiter was found, and is none of the usual ones. */
  delimiterIsRare: boolean;
}

type LayoutOptions = Pick<Reading, "delimiter" | "skip" | "comment" | "header"> & {
  /** Columns that the header is expected to name. */
  columns?: readonly string[] | undefined;
};

const sampleRecords = 100;
/** Text has these between words, too: they part cells only where all rows agree. */
const rareDelimiters: readonly string[] = [delimiters.colon, delimiters.caret, delimiters.space];
/** How spreadsheets are told: a first line `sep=;`. */
const separatorLine = /^"?sep=([^"\r\n]|\\t)"?[,;\t|]*\r?(?:\n|$)/i;

interface Candidate {
  delimiter: string;
  isRare: boolean;
  /** Records above the header that are none of the table, and the header's line. */
  above: number;
  line: number;
  hasLabels: boolean;
  header: readonly string[];
  rows: readonly CsvRecord[];
  /** How many of the expected columns the header names. */
  expected: number;
  /** Share of the rows that are as wide as the header; -1 for a header of one cell. */
  agreement: number;
}

/**
 * Finds the layout in the first lines of a text, as far as nobody states it: the
 * delimiter under which the header names the most of the expected columns, where
 * there are any; among equals the one under which most rows are as wide as the
 * header, and then the one that makes more columns. A table of one column has
 * none, and then it is the comma.
 */
export function detectLayout(sample: string, options: LayoutOptions): CsvLayout {
  const { comment, columns = [], header: hasHeader = true } = options;
  const told = options.skip === undefined ? separatorLine.exec(sample)?.[1] : undefined;
  const stated = options.delimiter ?? told;
  const skip = options.skip ?? (told === undefined ? 0 : 1);
  const mayHavePreamble = options.skip === undefined && hasHeader;
  const isPlain = ({ agreement, header, rows }: Candidate) =>
    agreement === 1 && rows.length > 0 && (!hasHeader || hasNumbersBelow(header, rows));
  const tried = stated === undefined ? Object.values(delimiters) : [toDelimiter(stated)];
  const [best] = tried
    .map((delimiter): Candidate => {
      const isRare = stated === undefined && rareDelimiters.includes(delimiter);
      const records = readRecords(sample, { delimiter, comment, skip });
      const above = mayHavePreamble ? countPreamble(records) : 0;
      return { isRare, delimiter, ...judge(records.slice(above), hasHeader, columns), above };
    })
    .filter((candidate) => !candidate.isRare || (candidate.above === 0 && isPlain(candidate)))
    .sort(compareCandidates);
  const { isRare, delimiter, above, line, hasLabels, header, rows } = best as Candidate;
  return {
    delimiter,
    skip: above > 0 ? line - 1 : skip,
    preamble: above > 0 ? linesBetween(sample, skip, line - 1) : [],
    hasLabels,
    doubtfulHeader: hasHeader && looksLikeValues(header, rows) ? header : null,
    delimiterIsRare: isRare,
  };
}

/** Lines that are none of the table are the worse explanation, where there is another. */
function scoreOf({ agreement, above }: Candidate): number {
  return above > 0 ? agreement / 2 : agreement;
}

function compareCandidates(a: Candidate, b: Candidate): number {
  const isSplit = ({ agreement }: Candidate) => Number(agreement >= 0);
  return (
    b.expected - a.expected ||
    isSplit(b) - isSplit(a) ||
    Number(a.isRare) - Number(b.isRare) ||
    scoreOf(b) - scoreOf(a) ||
    b.header.length - a.header.length
  );
}

/** What one delimiter makes of the records from the header on. */
function judge(records: readonly CsvRecord[], hasHeader: boolean, columns: readonly string[]) {
  const [first, ...rows] = records;
  const header = first?.cells ?? [];
  const width = header.length;
  const found = new Set(header.map((cell) => cell.trim()));
  const agreeing = rows.filter(({ cells }) => cells.length === width).length;
  const hasLabels = hasHeader && width > 1 && haveLabels(rows, width);
  const fitting = hasLabels ? rows.length : agreeing;
  return {
    header,
    rows,
    line: first?.line ?? 1,
    hasLabels,
    expected: columns.filter((column) => found.has(column)).length,
    agreement: width < 2 ? -1 : rows.length > 0 ? fitting / rows.length : 1,
  };
}

/** All rows have a cell more than the header, and no two begin alike. */
function haveLabels(rows: readonly CsvRecord[], width: number): boolean {
  const isLabelled = ({ cells }: CsvRecord) =>
    cells.length === width + 1 && cells.at(-1)?.trim() !== "";
  const labels = new Set(rows.map(({ cells }) => cells[0]));
  return rows.length > 0 && rows.every(isLabelled) && labels.size === rows.length;
}

function readRecords(sample: string, options: ScanOptions): CsvRecord[] {
  const scanner = createCsvScanner(options);
  const records = scanner.write(sample);
  if (records.length < sampleRecords) records.push(...scanner.end());
  return records.filter(({ fault }) => !fault).slice(0, sampleRecords);
}

/** The lines with numbers above `from` up to `to`, without blank ones. */
function linesBetween(sample: string, from: number, to: number): string[] {
  return sample
    .split(/\r\n|\n|\r/)
    .slice(from, to)
    .filter((line) => line.trim() !== "");
}
