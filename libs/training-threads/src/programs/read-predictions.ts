import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { AppError } from "@rookery/contracts";
import { CsvError, parse } from "csv-parse";
import { predictionsName, rowColumn } from "./program-files.ts";

export interface PredictionShape {
  /** The columns that hold numbers. */
  columns: readonly string[];
  /** Rows of the table. */
  rowCount: number;
}

/**
 * A program's predictions: per row of the table one number per column, NaN where
 * the file says nothing. `null` when there is no file.
 *
 * @throws AppError `training-failed` that names the line.
 */
export async function readPredictions(
  file: string,
  { columns, rowCount }: PredictionShape,
): Promise<Float64Array | null> {
  const predictions = new Float64Array(rowCount * columns.length).fill(Number.NaN);
  let places: Places | undefined;
  let line = 0;
  const parser = parse({ bom: true, skip_empty_lines: true });
  try {
    await pipeline(createReadStream(file), parser, async (records: AsyncIterable<string[]>) => {
      for await (const cells of records) {
        line += 1;
        if (places) fill(predictions, { cells, places, rowCount, line });
        else places = findPlaces(cells, columns);
      }
    });
  } catch (error) {
    if (isMissing(error)) return null;
    if (error instanceof CsvError) throw refuse(error.message);
    throw error;
  }
  if (!places) throw refuse("it is empty");
  return predictions;
}

/** Where in a line the row's number stands, and each column. */
interface Places {
  row: number;
  values: number[];
}

function findPlaces(header: string[], columns: readonly string[]): Places {
  const place = (name: string) => {
    const at = header.indexOf(name);
    if (at < 0) throw refuse(`it has no column ${name}`);
    return at;
  };
  return { row: place(rowColumn), values: columns.map(place) };
}

interface Line {
  cells: string[];
  places: Places;
  rowCount: number;
  line: number;
}

function fill(predictions: Float64Array, { cells, places, rowCount, line }: Line): void {
  const row = toNumber(cells[places.row]);
  if (!Number.isInteger(row) || row < 0 || row >= rowCount) {
    throw refuse(`line ${line}: ${JSON.stringify(cells[places.row])} is no row`);
  }
  const width = places.values.length;
  if (!Number.isNaN(predictions[row * width])) throw refuse(`line ${line}: row ${row} comes twice`);
  for (const [index, place] of places.values.entries()) {
    const value = toNumber(cells[place]);
    if (!Number.isFinite(value)) {
      throw refuse(`line ${line}: ${JSON.stringify(cells[place])} is no finite number`);
    }
    predictions[row * width + index] = value;
  }
}

function toNumber(cell: string | undefined): number {
  return cell === undefined || cell.trim() === "" ? Number.NaN : Number(cell);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function refuse(problem: string): AppError {
  return new AppError("training-failed", `${predictionsName}: ${problem}.`);
}
