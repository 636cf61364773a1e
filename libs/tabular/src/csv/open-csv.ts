import type { Reading } from "@rookery/contracts";
import { TableError } from "../table-error.ts";
import type { CsvLayout } from "./detect-layout.ts";
import { fitRecord } from "./fit-record.ts";
import { type CsvColumn, nameColumns, numberColumns } from "./name-columns.ts";
import { type ParsedCsv, parseCsv } from "./parse-csv.ts";
import type { CsvFault, CsvRecord } from "./scan-csv.ts";
import { createFaultHandler, type SkippedRows } from "./skipped-rows.ts";

/** A CSV whose header is read. */
export interface CsvTable extends Pick<ParsedCsv, "spacedQuotes" | "looseQuotes"> {
  format: "csv";
  /** Between the cells. */
  delimiter: string;
  layout: CsvLayout;
  /** The line of the header; null for a table without one. */
  headerLine: number | null;
  columns: CsvColumn[];
  /** The records below the header, all as wide as the columns, to be read once. */
  rows: AsyncGenerator<CsvRecord[]>;
  /** Lines that were skipped, so far as rows are read. */
  skipped: SkippedRows;
}

export interface OpenCsvOptions extends Pick<Reading, "comment" | "header" | "onBadRow"> {
  layout: CsvLayout;
}

/** Reads the header and leaves the rows to be read. Throws a TableError, as `rows` does. */
export async function openCsv(
  text: AsyncIterable<Buffer>,
  { layout, comment, header: hasHeader = true, onBadRow = "refuse" }: OpenCsvOptions,
): Promise<CsvTable> {
  const { delimiter, skip } = layout;
  const { records, ...tallies } = parseCsv(text, { delimiter, comment, skip });
  const skipped: SkippedRows = { count: 0, lines: [] };
  const onFault = createFaultHandler(onBadRow, skipped);
  const first = await readFirst(records, onFault);
  const header = hasHeader ? first.shift() : undefined;
  const columns = header
    ? nameColumns(layout.hasLabels ? ["", ...header.cells] : header.cells)
    : numberColumns(first[0]?.cells.length ?? 0);

  async function* fitRecords(): AsyncGenerator<CsvRecord[]> {
    const required = columns.findLastIndex(({ namedBy }) => namedBy !== "position") + 1;
    const width = { width: columns.length, required: hasHeader ? required : columns.length };
    const fit = (batch: readonly CsvRecord[]): CsvRecord[] =>
      batch.flatMap((record) => {
        const fitted = fitRecord(record, width);
        if (fitted && "cells" in fitted) return [fitted];
        if (fitted) onFault(record.line, fitted);
        return [];
      });
    try {
      yield fit(first);
      for await (const batch of records) yield fit(batch);
    } finally {
      await records.return(undefined);
    }
  }
  return {
    format: "csv",
    delimiter,
    layout,
    headerLine: header?.line ?? null,
    columns,
    rows: fitRecords(),
    skipped,
    ...tallies,
  };
}

/** The first batch with a record that is whole, from that on. */
async function readFirst(
  records: AsyncGenerator<CsvRecord[]>,
  onFault: (line: number, fault: CsvFault) => void,
): Promise<CsvRecord[]> {
  for (;;) {
    const { value: batch, done } = await records.next();
    if (done) {
      throw new TableError(
        "The file holds nothing but blank lines.",
        "A table needs a header line and rows.",
      );
    }
    while (batch[0]?.fault) {
      const { line, fault } = batch.shift() as CsvRecord & { fault: CsvFault };
      onFault(line, fault);
    }
    if (batch.length > 0) return batch;
  }
}
