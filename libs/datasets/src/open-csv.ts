import { datasetInvalid } from "./dataset-invalid.ts";
import { type DelimiterName, delimiters, detectDelimiter } from "./detect-delimiter.ts";
import { type CsvRecord, parseCsv } from "./parse-csv.ts";
import { readHeader } from "./read-header.ts";
import { readText } from "./read-text.ts";
import type { Upload } from "./spool-upload.ts";

const sampleBytes = 64 * 1024;

export interface Csv {
  delimiter: DelimiterName;
  headers: string[];
  /** Every record below the header, each as wide as it. To be read once. */
  rows: AsyncGenerator<CsvRecord[]>;
}

/** Finds the delimiter, checks the header, and leaves the rows to be read. */
export async function openCsv(upload: Upload): Promise<Csv> {
  const delimiter = detectDelimiter(await readSample(upload));
  const batches = parseCsv(readText(upload), delimiters[delimiter]);
  for (;;) {
    const { value: batch, done } = await batches.next();
    if (done) {
      throw datasetInvalid(
        "The file holds nothing but blank lines.",
        "Upload a CSV file with a header and rows.",
      );
    }
    const header = batch.shift();
    if (header) {
      const headers = readHeader(header);
      return { delimiter, headers, rows: checkRows(batch, batches, headers.length) };
    }
  }
}

async function* checkRows(
  first: CsvRecord[],
  rest: AsyncGenerator<CsvRecord[]>,
  width: number,
): AsyncGenerator<CsvRecord[]> {
  checkWidths(first, width);
  yield first;
  for await (const batch of rest) {
    checkWidths(batch, width);
    yield batch;
  }
}

function checkWidths(batch: CsvRecord[], width: number): void {
  for (const { line, cells } of batch) {
    if (cells.length === width) continue;
    throw datasetInvalid(
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

async function readSample(upload: Upload): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of readText(upload)) {
    pieces.push(piece);
    length += piece.length;
    if (length < sampleBytes) continue;
    const sample = Buffer.concat(pieces).subarray(0, sampleBytes);
    return sample.subarray(0, sample.lastIndexOf(0x0a) + 1 || sampleBytes);
  }
  return Buffer.concat(pieces);
}
