import { AppError } from "@rookery/contracts";
import { shown } from "@rookery/tabular";
import { type AsyncBuffer, type DecodedArray, type FileMetaData, parquetRead } from "hyparquet";
import { datasetInvalid } from "../../import/dataset-invalid.ts";
import type { RawRow } from "../table-source.ts";
import { boundedCompressors } from "./bounded-compressors.ts";
import { checkPages } from "./check-pages.ts";
import type { ParquetColumn } from "./parquet-columns.ts";

const rowsPerBatch = 1_000;
/** Rows decoded at a time: a few pages of each column. */
const rowsPerSlice = 100_000;
const maxCellLength = 16 * 1024 * 1024;
/** Dictionaries let a small file stand for much text: up to here, or 64 times the file. */
const minTextLimit = 4 * 1024 ** 3;

export interface RowGroupsInput {
  file: AsyncBuffer;
  metadata: FileMetaData;
  columns: readonly ParquetColumn[];
  sizeBytes: number;
}

/** Every row as text, a slice of a row group in memory at a time. */
export async function* readRowGroups(input: RowGroupsInput): AsyncGenerator<RawRow[]> {
  const toText = createTextWriter(input.columns, Math.max(minTextLimit, 64 * input.sizeBytes));
  let groupStart = 0;
  for (const [index, group] of input.metadata.row_groups.entries()) {
    const { schema } = input.metadata;
    await checkPages(input.file, group, schema).catch((error) => explain(error, index));
    const groupEnd = groupStart + Number(group.num_rows);
    for (let start = groupStart; start < groupEnd; start += rowsPerSlice) {
      const slice = { start, end: Math.min(groupEnd, start + rowsPerSlice) };
      const cells: ColumnCells[] = [];
      for (const { name } of input.columns) {
        cells.push(
          await readCells(input, name, slice).catch((error) => explain(error, index, name)),
        );
      }
      for (let row = start; row < slice.end; row += rowsPerBatch) {
        const batch: RawRow[] = [];
        for (let line = row + 1; line <= Math.min(slice.end, row + rowsPerBatch); line++) {
          batch.push({ line, cells: cells.map((next, column) => toText(next(), column, line)) });
        }
        yield batch;
      }
    }
    groupStart = groupEnd;
  }
}

/** Gives a column's values one after the other. */
type ColumnCells = () => unknown;

async function readCells(
  { file, metadata }: RowGroupsInput,
  name: string,
  { start, end }: { start: number; end: number },
): Promise<ColumnCells> {
  const pieces: DecodedArray[] = [];
  let at = 0;
  let reached = start;
  await parquetRead({
    file,
    metadata,
    columns: [name],
    rowStart: start,
    rowEnd: end,
    compressors: boundedCompressors,
    geoparquet: false,
    // Pages come whole and in order, so the first may begin before the slice.
    onChunk: ({ columnData, rowStart, rowEnd }) => {
      if (pieces.length === 0) at = start - rowStart;
      pieces.push(columnData);
      reached = rowEnd;
    },
  });
  if (at < 0 || reached < end) throw new RangeError(`The column ends at row ${reached} of ${end}`);
  let piece = 0;
  return () => {
    while (at >= (pieces[piece]?.length ?? Number.POSITIVE_INFINITY)) {
      at -= pieces[piece]?.length ?? 0;
      piece++;
    }
    return pieces[piece]?.[at++];
  };
}

function explain(error: unknown, group: number, column?: string): never {
  throw (
    AppError.findIn(error) ??
    datasetInvalid(
      `Row group ${group + 1} of the Parquet file cannot be read${column ? `, in the column ${shown(column)}` : ""}.`,
      "The file may be damaged; write it again and upload it.",
      { cause: error },
    )
  );
}

function createTextWriter(columns: readonly ParquetColumn[], maxLength: number) {
  let length = 0;
  return (value: unknown, column: number, row: number): string | null => {
    if (value === null || value === undefined) return null;
    const { name, scale } = columns[column] as ParquetColumn;
    const text = toText(value, scale);
    length += text.length;
    if (text.length <= maxCellLength && length <= maxLength && !text.includes("\0")) return text;
    throw datasetInvalid(
      text.includes("\0")
        ? `Row ${row} holds a NUL character in the column ${shown(name)}, which text never does.`
        : `Row ${row} is longer than a table can be, in the column ${shown(name)}.`,
      "Leave the column out, or shorten its values.",
    );
  };
}

function toText(value: unknown, scale: number | undefined): string {
  if (typeof value === "number") return scale === undefined ? String(value) : value.toFixed(scale);
  // A moment beyond what a date can be stays visible as what it is.
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  }
  return String(value);
}
