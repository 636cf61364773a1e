import { checkColumnNames } from "../check-column-names.ts";
import { datasetInvalid } from "../dataset-invalid.ts";
import { readText, type TextUpload } from "../read-text.ts";
import type { TableSource } from "../table-source.ts";
import { delimiters, detectDelimiter } from "./detect-delimiter.ts";
import { type CsvRecord, parseCsv } from "./parse-csv.ts";

/** Finds the delimiter in the file's first lines, checks the header, and leaves the rows to be read. */
export async function openCsv(upload: TextUpload, sample: Buffer): Promise<TableSource> {
  const delimiter = detectDelimiter(sample);
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
      const names = checkColumnNames(header.cells, `The header on line ${header.line}`);
      return {
        format: "csv",
        encoding: null,
        delimiter,
        // Where commas part the cells, a comma inside one is hardly a decimal mark.
        marks: delimiter === "comma" ? "point" : "any",
        place: "Line",
        columns: names.map((name) => ({ name })),
        rows: checkRows(batch, batches, names.length),
      };
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
