import { TableError } from "../table-error.ts";
import { type CsvRecord, parseCsv } from "./parse-csv.ts";

/** A CSV whose header is read. */
export interface CsvTable {
  format: "csv";
  /** Between the cells. */
  delimiter: string;
  header: CsvRecord;
  /** The records below the header, all as wide as it, to be read once. */
  rows: AsyncGenerator<CsvRecord[]>;
}

/** Reads the header and leaves the rows to be read. Throws a TableError, as `rows` does. */
export async function openCsv(text: AsyncIterable<Buffer>, delimiter: string): Promise<CsvTable> {
  const batches = parseCsv(text, delimiter);
  for (;;) {
    const { value: batch, done } = await batches.next();
    if (done) {
      throw new TableError(
        "The file holds nothing but blank lines.",
        "A table needs a header line and rows.",
      );
    }
    const header = batch.shift();
    if (header) {
      return {
        format: "csv",
        delimiter,
        header,
        rows: checkRows(batch, batches, header.cells.length),
      };
    }
  }
}

async function* checkRows(
  first: CsvRecord[],
  rest: AsyncGenerator<CsvRecord[]>,
  width: number,
): AsyncGenerator<CsvRecord[]> {
  try {
    checkWidths(first, width);
    yield first;
    for await (const batch of rest) {
      checkWidths(batch, width);
      yield batch;
    }
  } finally {
    await rest.return(undefined);
  }
}

function checkWidths(batch: CsvRecord[], width: number): void {
  for (const { line, cells } of batch) {
    if (cells.length === width) continue;
    throw new TableError(
      `Line ${line} has ${cells.length} cells; the header has ${width}.`,
      "Give every row as many cells as the header, and put quotes around cells that hold the delimiter.",
      {
        issues: [
          { field: `lines[${line}]`, message: `${width} cells expected`, value: cells.length },
        ],
      },
    );
  }
}
