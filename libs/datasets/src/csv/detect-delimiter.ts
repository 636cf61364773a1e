import { parse } from "csv-parse/sync";
import { recordDelimiters } from "./parse-csv.ts";

export const delimiters = { comma: ",", semicolon: ";", tab: "\t", bar: "|" } as const;
export type DelimiterName = keyof typeof delimiters;

const sampleRows = 100;

/**
 * The delimiter under which most rows of the sample are as wide as the header;
 * among equals the one that makes more columns. A table of one column has none,
 * and then it is the comma.
 */
export function detectDelimiter(sample: Buffer): DelimiterName {
  let best: { name: DelimiterName; agreement: number; width: number } | undefined;
  for (const name of Object.keys(delimiters) as DelimiterName[]) {
    const [width = 0, ...rows] = readWidths(sample, delimiters[name]);
    if (width < 2) continue;
    const agreement = rows.length ? rows.filter((row) => row === width).length / rows.length : 1;
    if (
      !best ||
      agreement > best.agreement ||
      (agreement === best.agreement && width > best.width)
    ) {
      best = { name, agreement, width };
    }
  }
  return best?.name ?? "comma";
}

/** Cells per record; what is wrong with the file is for the real parse to say. */
function readWidths(sample: Buffer, delimiter: string): number[] {
  const widths: number[] = [];
  try {
    parse(sample, {
      delimiter,
      record_delimiter: recordDelimiters,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: sampleRows,
      on_record: (cells: string[]) => {
        widths.push(cells.length);
        return null;
      },
    });
  } catch {
    return widths;
  }
  return widths;
}
