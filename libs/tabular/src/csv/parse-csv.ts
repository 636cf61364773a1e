import { CsvError, Parser } from "csv-parse";
import { TableError } from "../table-error.ts";

export interface CsvRecord {
  /** Where the record starts in the file, from 1. */
  line: number;
  cells: string[];
}

export const recordDelimiters = ["\r\n", "\n", "\r"];

/** A record beyond this is most often a quote that never closes, and would be held in memory. */
const maxRecordBytes = 16 * 1024 * 1024;

/**
 * The records of a CSV text as RFC 4180 has them, one batch per piece of text;
 * blank lines are skipped. Throws a TableError where quotes are wrong.
 */
export async function* parseCsv(
  text: AsyncIterable<Buffer>,
  delimiter: string,
): AsyncGenerator<CsvRecord[]> {
  let batch: CsvRecord[] = [];
  let lastLine = 0;
  let blankLines = 0;
  // The parser counts a line break in a cell as two lines when it is CR LF.
  let overcounted = 0;

  const parser = new Parser({
    delimiter,
    record_delimiter: recordDelimiters,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRecordBytes,
    on_record: (cells: string[], context) => {
      let breaks = 0;
      for (const cell of cells) {
        if (cell.includes("\n")) breaks += count(cell, "\n");
        if (cell.includes("\r")) {
          const pairs = count(cell, "\r\n");
          breaks += count(cell, "\r") - pairs;
          overcounted += pairs;
        }
      }
      lastLine = context.lines - overcounted;
      blankLines = context.empty_lines;
      batch.push({ line: lastLine - breaks, cells });
      return null;
    },
  });
  let failure: Error | undefined;
  parser.on("error", (error) => {
    failure = error;
  });
  parser.resume();

  const step = async (chunk?: Buffer): Promise<CsvRecord[]> => {
    await new Promise<void>((resolve) => {
      if (chunk) parser.write(chunk, () => resolve());
      else parser.end(() => resolve());
    });
    if (failure instanceof CsvError) {
      const blankBefore = Number(failure.empty_lines) - blankLines;
      throw explain(failure, lastLine + 1 + blankBefore);
    }
    if (failure) throw failure;
    const records = batch;
    batch = [];
    return records;
  };
  try {
    for await (const chunk of text) yield await step(chunk);
    yield await step();
  } finally {
    parser.destroy();
  }
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function explain(error: CsvError, line: number): Error {
  const cell = typeof error.column === "number" ? `, cell ${error.column + 1}` : "";
  switch (error.code as string) {
    case "CSV_QUOTE_NOT_CLOSED":
      return new TableError(
        `A quoted cell opens in the record at line ${line} and never closes.`,
        'Close it with a ", and write a " inside a quoted cell as "".',
        { cause: error },
      );
    case "CSV_MAX_RECORD_SIZE":
      return new TableError(
        `The record at line ${line} is longer than ${maxRecordBytes} bytes.`,
        "Look for a quoted cell that is never closed, or leave the long column out.",
        { cause: error },
      );
    case "INVALID_OPENING_QUOTE":
    case "CSV_INVALID_CLOSING_QUOTE":
      return new TableError(
        `The record at line ${line}${cell} has a quote where none may be.`,
        'Put the whole cell in quotes and write a " inside it as "".',
        { cause: error },
      );
    default:
      return new TableError(
        `The record at line ${line} cannot be read as CSV.`,
        "Write the table as RFC 4180 describes CSV.",
        { cause: error },
      );
  }
}
