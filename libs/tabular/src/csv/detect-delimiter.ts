import { parse } from "csv-parse/sync";
import { recordDelimiters } from "./parse-csv.ts";

/** What may part the cells of a CSV, by what people call it. */
export const delimiters = { comma: ",", semicolon: ";", tab: "\t", bar: "|" } as const;
export type DelimiterName = keyof typeof delimiters;

const sampleRows = 100;

interface Candidate {
  name: DelimiterName;
  /** How many of the expected columns the header names. */
  expected: number;
  /** Share of the rows that are as wide as the header; -1 for a header of one cell. */
  agreement: number;
  width: number;
}

/**
 * The delimiter under which the header names the most of the expected columns,
 * where there are any; among equals the one under which most rows of the sample
 * are as wide as the header, and then the one that makes more columns. A table
 * of one column has none, and then it is the comma.
 */
export function detectDelimiter(sample: Buffer, columns: readonly string[] = []): DelimiterName {
  const names = Object.keys(delimiters) as DelimiterName[];
  const [best] = names
    .map((name) => tryDelimiter(name, sample, columns))
    .sort((a, b) => b.expected - a.expected || b.agreement - a.agreement || b.width - a.width);
  return (best as Candidate).name;
}

function tryDelimiter(name: DelimiterName, sample: Buffer, columns: readonly string[]): Candidate {
  const [header = [], ...rows] = readRecords(sample, delimiters[name]);
  const width = header.length;
  const found = new Set(header.map((cell) => cell.trim()));
  const expected = columns.filter((column) => found.has(column)).length;
  if (width < 2) return { name, expected, agreement: -1, width: 1 };
  const agreeing = rows.filter((row) => row.length === width).length;
  return { name, expected, agreement: rows.length ? agreeing / rows.length : 1, width };
}

/** What is wrong with the file is for the real parse to say. */
function readRecords(sample: Buffer, delimiter: string): string[][] {
  const records: string[][] = [];
  try {
    parse(sample, {
      delimiter,
      record_delimiter: recordDelimiters,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: sampleRows,
      on_record: (cells: string[]) => {
        records.push(cells);
        return null;
      },
    });
  } catch {
    return records;
  }
  return records;
}
