/*
 * PostgreSQL's COPY binary format: an 11-byte signature, 4 bytes of flags, an
 * extension with its length; then per row an int16 cell count and per cell an
 * int32 length (-1: null) with its bytes; a cell count of -1 ends the data.
 * https://www.postgresql.org/docs/current/sql-copy.html
 */

const signatureBytes = 11;
const headerBytes = signatureBytes + 8;
const year2000Ms = Date.UTC(2000, 0, 1);

/** Reads one cell's bytes, `start` to `end`. */
export type CellReader<T> = (bytes: Buffer, start: number, end: number) => T;

export const readNumber: CellReader<number> = (bytes, start) => bytes.readDoubleBE(start);
export const readBoolean: CellReader<boolean> = (bytes, start) => bytes[start] === 1;
/** Milliseconds since 1970 UTC; PostgreSQL counts microseconds since 2000. */
export const readDate: CellReader<number> = (bytes, start) =>
  Number(bytes.readBigInt64BE(start)) / 1_000 + year2000Ms;
export const readString: CellReader<string> = (bytes, start, end) =>
  bytes.toString("utf8", start, end);

/**
 * Returns a function that takes COPY's output piece by piece and calls `onRow`
 * for each row that is complete. The array it is given is used again.
 */
export function createCopyReader<T>(
  readers: readonly CellReader<T>[],
  onRow: (cells: readonly (T | null)[]) => void,
): (piece: Buffer) => void {
  const cells = new Array<T | null>(readers.length).fill(null);
  let rest: Buffer = Buffer.alloc(0);
  let inRows = false;

  /** The position after the row at `start`, or -1 when its end has not come yet. */
  function readRow(bytes: Buffer, start: number): number {
    let at = start + 2;
    for (let i = 0; i < cells.length; i++) {
      if (at + 4 > bytes.length) return -1;
      const length = bytes.readInt32BE(at);
      at += 4;
      if (length === -1) {
        cells[i] = null;
        continue;
      }
      if (at + length > bytes.length) return -1;
      cells[i] = (readers[i] as CellReader<T>)(bytes, at, at + length);
      at += length;
    }
    return at;
  }

  return (piece) => {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    if (!inRows) {
      const end =
        bytes.length < headerBytes ? Infinity : headerBytes + bytes.readInt32BE(headerBytes - 4);
      if (bytes.length < end) {
        rest = bytes;
        return;
      }
      inRows = true;
      at = end;
    }
    while (at + 2 <= bytes.length && bytes.readInt16BE(at) !== -1) {
      const next = readRow(bytes, at);
      if (next === -1) break;
      onRow(cells);
      at = next;
    }
    rest = bytes.subarray(at);
  };
}
