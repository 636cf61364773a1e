import { type CsvRecord, type CsvScanner, createCsvScanner, type ScanOptions } from "./scan-csv.ts";

export interface ParsedCsv extends Pick<CsvScanner, "spacedQuotes" | "looseQuotes"> {
  /** One batch per piece of text; blank lines are none. */
  records: AsyncGenerator<CsvRecord[]>;
}

/** The records of a CSV that comes as UTF-8, in pieces that cut no character. */
export function parseCsv(text: AsyncIterable<Buffer>, options: ScanOptions): ParsedCsv {
  const scanner = createCsvScanner(options);
  const { spacedQuotes, looseQuotes } = scanner;
  async function* scan(): AsyncGenerator<CsvRecord[]> {
    for await (const piece of text) yield scanner.write(piece.toString("utf8"));
    yield scanner.end();
  }
  return { spacedQuotes, looseQuotes, records: scan() };
}
