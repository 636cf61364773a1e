import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import {
  findTable,
  gunzip,
  headBytes,
  type OpenTableOptions,
  openTable,
  openXlsx,
  openZip,
  recognizeFormat,
  TableError,
  type TextTable,
  type XlsxTable,
} from "@rookery/tabular";

export interface Input {
  table: TextTable | XlsxTable;
  /** Of the file; null when it cannot be known. */
  sizeBytes: number | null;
  readBytes(): number;
}

/** Nobody else has a say in what a file of one's own unpacks to. */
const noLimit = Number.POSITIVE_INFINITY;

/**
 * Opens a file, or with `-` standard input, as the import opens uploads: packed
 * or not, text or a workbook. Throws a TableError.
 */
export async function openInput(file: string, options: OpenTableOptions): Promise<Input> {
  const handle = file === "-" ? null : await open(file);
  const { size } = (await handle?.stat()) ?? { size: 0 };
  let readBytes = 0;
  async function* bytes(): AsyncGenerator<Buffer> {
    const stream: Readable =
      handle?.createReadStream({ start: 0, autoClose: false }) ?? process.stdin;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      readBytes += piece.length;
      yield piece;
    }
  }
  const table =
    handle && size > 0
      ? await openFile(handle, bytes, options)
      : await openStream(bytes(), { ...options, isConversation: handle === null });
  return { table, sizeBytes: size > 0 ? size : null, readBytes: () => readBytes };
}

async function openFile(
  handle: FileHandle,
  bytes: () => AsyncGenerator<Buffer>,
  options: OpenTableOptions,
): Promise<TextTable | XlsxTable> {
  const head = Buffer.alloc(headBytes);
  const { bytesRead } = await handle.read(head, 0, headBytes, 0);
  const kind = recognizeFormat(head.subarray(0, bytesRead));
  if (kind === "gzip") return await openTable(gunzip(bytes()), options);
  if (kind !== "zip") return await openText(kind, bytes(), options);
  const zip = await openZip(handle, noLimit);
  const name = findTable(zip);
  if (name === null) return await openXlsx(zip, options.reading ?? {});
  return await openTable(zip.read(name), { ...options, fileName: name });
}

/** A stream is judged by its first piece: whoever writes it may wait for an answer. */
async function openStream(
  bytes: AsyncGenerator<Buffer>,
  options: OpenTableOptions,
): Promise<TextTable> {
  const { value: first = Buffer.alloc(0) } = await bytes.next();
  async function* all(): AsyncGenerator<Buffer> {
    yield first;
    yield* bytes;
  }
  const kind = recognizeFormat(first);
  if (kind === "gzip") return await openTable(gunzip(all()), options);
  if (kind === "zip") {
    throw new TableError("A zip or a workbook is not read from a pipe.", "Name it as a file.");
  }
  return await openText(kind, all(), options);
}

async function openText(
  kind: "text" | "parquet",
  bytes: AsyncGenerator<Buffer>,
  options: OpenTableOptions,
): Promise<TextTable> {
  if (kind === "text") return await openTable(bytes, options);
  throw new TableError(
    "Rows are not read from Parquet here.",
    "Write them as CSV, JSON lines or .xlsx.",
  );
}
