import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { columns, makeRows, type Row } from "./make-rows.ts";

export const formats = ["csv", "jsonl", "parquet"] as const;
export type Format = (typeof formats)[number];

/** Rows turned into text or encoded at a time. */
const rowsPerPiece = 10_000;
const rowsPerGroup = 100_000;

export async function writeTable(file: string, format: Format, rowCount: number): Promise<void> {
  if (format === "parquet") return writeParquet(file, rowCount);
  await pipeline(Readable.from(textOf(format, rowCount)), createWriteStream(file));
}

function* textOf(format: "csv" | "jsonl", rowCount: number): Generator<string> {
  const toLine =
    format === "csv"
      ? (row: Row) => columns.map((name) => row[name] ?? "").join(",")
      : (row: Row) => JSON.stringify(row);
  if (format === "csv") yield `${columns.join(",")}\n`;
  for (const rows of inPieces(rowCount, rowsPerPiece)) yield `${rows.map(toLine).join("\n")}\n`;
}

async function writeParquet(file: string, rowCount: number): Promise<void> {
  let writer: ParquetWriter | undefined;
  for (const rows of inPieces(rowCount, rowsPerGroup)) {
    const columnData = columns.map((name) => ({
      name,
      data: rows.map((row) => (name === "joined" ? new Date(row.joined) : row[name])),
      type: parquetTypes[name],
      nullable: true,
    }));
    writer ??= new ParquetWriter({
      writer: fileWriter(file),
      schema: schemaFromColumnData({ columnData }),
    });
    const untyped = columnData.map(({ name, data }) => ({ name, data }));
    await writer.write({ columnData: untyped, rowGroupSize: rowsPerGroup });
  }
  await writer?.finish();
}

const parquetTypes = {
  age: "INT32",
  income: "DOUBLE",
  score: "DOUBLE",
  visits: "INT32",
  balance: "DOUBLE",
  joined: "TIMESTAMP",
  region: "STRING",
  plan: "STRING",
  member: "BOOLEAN",
  churned: "STRING",
} as const satisfies Record<keyof Row, string>;

function* inPieces(rowCount: number, size: number): Generator<Row[]> {
  let piece: Row[] = [];
  for (const row of makeRows(rowCount)) {
    piece.push(row);
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
