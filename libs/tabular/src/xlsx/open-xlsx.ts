import type { Reading } from "@rookery/contracts";
import { describeDoubtfulHeader, describePreamble } from "../csv/describe-csv.ts";
import { countPreamble, looksLikeValues } from "../csv/find-header.ts";
import { type CsvColumn, nameColumns, numberColumns } from "../csv/name-columns.ts";
import type { ZipFile } from "../files/open-zip.ts";
import { shown, TableError } from "../table-error.ts";
import { openWorkbook, type Workbook } from "./open-workbook.ts";
import { readSheet, type SheetRow } from "./read-sheet.ts";

export interface XlsxColumn extends CsvColumn {
  /** Some cell below the header is text. */
  isText: boolean;
}

/** A sheet of an Excel workbook whose header is read. */
export interface XlsxTable {
  format: "xlsx";
  /** The row of the header; null for a table without one. */
  headerLine: number | null;
  columns: XlsxColumn[];
  /** Rows with a value, in batches, to be read once; null is an empty cell. */
  rows: AsyncGenerator<{ line: number; cells: (string | null)[] }[]>;
  /** What was decided about how it is read. */
  notes: string[];
}

const sampleRows = 100;

/** What one pass over a sheet shows. */
interface Survey {
  sample: SheetRow[];
  /** The first column that has a value, and the one behind the last. */
  from: number;
  to: number;
  /** By column: whether a row behind the sample has text there. */
  texts: boolean[];
  errors: number;
}

/**
 * Opens a sheet of a workbook as a table: its first row with values is the header,
 * after titles as in a CSV. The sheet is read twice, first for what its columns
 * hold; a row at a time is held. Throws a TableError.
 */
export async function openXlsx(zip: ZipFile, reading: Reading): Promise<XlsxTable> {
  const workbook = await openWorkbook(zip, reading.sheet);
  const isRow = ({ line, cells }: SheetRow) =>
    line > (reading.skip ?? 0) && !isRemark(cells, reading.comment);
  const survey = await surveySheet(workbook, isRow);
  const { sample, from, to, texts, errors } = survey;
  const cellsOf = ({ cells }: SheetRow) =>
    Array.from({ length: to - from }, (_, at) => cells[from + at]?.text ?? null);
  const records = sample.map((row) => ({
    line: row.line,
    cells: cellsOf(row).map((cell) => cell ?? ""),
  }));
  const hasHeader = reading.header !== false;
  const above = hasHeader && reading.skip === undefined ? countPreamble(records) : 0;
  const header = hasHeader ? records[above] : undefined;
  const headerLine = header?.line ?? null;
  const below = sample.filter(({ line }) => line > (headerLine ?? 0));
  const named = header ? nameColumns(header.cells) : numberColumns(to - from);
  const columns = named.map((column, at) => ({
    ...column,
    isText: texts[from + at] || below.some(({ cells }) => cells[from + at]?.isText),
  })) as XlsxColumn[];

  async function* rows(): XlsxTable["rows"] {
    for await (const batch of readSheet(workbook)) {
      yield batch
        .filter((row) => isRow(row) && row.line > (headerLine ?? 0))
        .map((row) => ({ line: row.line, cells: cellsOf(row) }));
    }
  }
  const notes = [
    ...describeSheet(workbook, reading),
    ...describePreamble(records.slice(0, above).map(({ cells }) => cells.join(" ").trim())),
    ...(header && looksLikeValues(header.cells, records.slice(above + 1))
      ? [describeDoubtfulHeader(header.cells)]
      : []),
    ...(errors > 0 ? [`Cells with errors, such as #DIV/0!, hold no value: ${errors}.`] : []),
  ];
  return { format: "xlsx", headerLine, columns, rows: rows(), notes };
}

async function surveySheet(workbook: Workbook, isRow: (row: SheetRow) => boolean): Promise<Survey> {
  const survey: Survey = { sample: [], from: Infinity, to: 0, texts: [], errors: 0 };
  for await (const batch of readSheet(workbook)) {
    for (const row of batch) {
      if (!isRow(row)) continue;
      survey.errors += row.errors;
      const first = row.cells.findIndex((cell) => cell !== undefined);
      if (first === -1) continue;
      survey.from = Math.min(survey.from, first);
      survey.to = Math.max(survey.to, row.cells.length);
      if (survey.sample.length < sampleRows) survey.sample.push(row);
      else {
        row.cells.forEach((cell, at) => {
          if (cell?.isText) survey.texts[at] = true;
        });
      }
    }
  }
  if (survey.sample.length > 0) return survey;
  throw new TableError(
    `The sheet ${shown(workbook.sheet)} holds no rows.`,
    workbook.sheets.length > 1
      ? `The workbook has the sheets ${workbook.sheets.map(shown).join(", ")}; \`reading.sheet\` names one.`
      : "A table needs a header row and rows.",
  );
}

function isRemark(cells: SheetRow["cells"], comment: string | undefined): boolean {
  if (comment === undefined) return false;
  return cells.find((cell) => cell !== undefined)?.text.startsWith(comment) ?? false;
}

function describeSheet({ sheets, sheet }: Workbook, reading: Reading): string[] {
  if (reading.sheet !== undefined || sheets.length < 2) return [];
  return [
    `Of the workbook's ${sheets.length} sheets the first was read, ${shown(sheet)}; \`reading.sheet\` names another.`,
  ];
}
