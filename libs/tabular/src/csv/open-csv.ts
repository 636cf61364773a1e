import { TableError } from "../table-error.ts";
import { fitRecord } from "./fit-record.ts";
import { type CsvColumn, nameColumns } from "./name-columns.ts";
import { type CsvRecord, parseCsv } from "./parse-csv.ts";

/** A CSV whose header is read. */
export interface CsvTable {
  format: "csv";
  /** Between the cells. */
  delimiter: string;
  header: CsvRecord;
  columns: CsvColumn[];
  /** The records below the header, all as wide as the columns, to be read once. */
  rows: AsyncGenerator<CsvRecord[]>;
}

/** Reads the header and leaves the rows to be read. Throws a TableError, as `rows` does. */
export async function openCsv(text: AsyncIterable<Buffer>, delimiter: string): Promise<CsvTable> {
  const records = parseCsv(text, delimiter);
  const first = await readFirst(records);
  const header = first.shift();
  if (!header) {
    throw new TableError(
      "The file holds nothing but blank lines.",
      "A table needs a header line and rows.",
    );
  }
  const cells = first[0] && lacksLabels(header, first[0]) ? ["", ...header.cells] : header.cells;
  const columns = nameColumns(cells);
  return {
    format: "csv",
    delimiter,
    header,
    columns,
    rows: fitRecords(first, records, columns),
  };
}

/** The header and, to judge it by, the record below. */
async function readFirst(records: AsyncGenerator<CsvRecord[]>): Promise<CsvRecord[]> {
  const first: CsvRecord[] = [];
  while (first.length < 2) {
    const { value: batch, done } = await records.next();
    if (done) break;
    first.push(...batch);
  }
  return first;
}

/** R's `write.table` gives the rows' labels no cell in the header at all. */
function lacksLabels(header: CsvRecord, record: CsvRecord): boolean {
  return record.cells.length === header.cells.length + 1 && record.cells.at(-1)?.trim() !== "";
}

async function* fitRecords(
  first: CsvRecord[],
  rest: AsyncGenerator<CsvRecord[]>,
  columns: readonly CsvColumn[],
): AsyncGenerator<CsvRecord[]> {
  const required = columns.findLastIndex(({ namedBy }) => namedBy !== "position") + 1;
  const fit = (record: CsvRecord) => fitRecord(record, { required, width: columns.length });
  try {
    yield first.map(fit);
    for await (const batch of rest) yield batch.map(fit);
  } finally {
    await rest.return(undefined);
  }
}
