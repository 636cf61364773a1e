import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { AppError } from "@rookery/contracts";
import {
  createTextDecoder,
  type FileKind,
  findTable,
  gunzip,
  headBytes,
  openZip,
  recognizeFormat,
} from "@rookery/tabular";
import { datasetInvalid } from "./dataset-invalid.ts";
import { explainSpooling, openSpoolFile, type SpoolRoom } from "./open-spool-file.ts";

/** An upload on disk, in a file without a name: it is gone once closed, or once the process is. */
export interface Upload {
  /** sha256 of the bytes that were sent, hex. */
  contentHash: string;
  /** Of what was sent. */
  sizeBytes: number;
  /** What it was packed in. */
  container: "gzip" | "zip" | null;
  /** The table, unpacked. */
  content: Content;
}

export interface Content {
  kind: "text" | "parquet" | "xlsx";
  file: FileHandle;
  sizeBytes: number;
  /** Of text, such as `utf-8`. */
  encoding: string | null;
  /** What each part of it may unpack to. */
  maxBytes: number;
}

export interface SpoolOptions extends SpoolRoom {
  /** For what is sent, and for what that unpacks to. */
  maxBytes: number;
  /** Of text, where it is stated. */
  encoding: string | undefined;
}

const pieceBytes = 256 * 1024;

/**
 * Brings the whole upload to disk before the database hears of it: a slow or
 * broken sender never holds a transaction open, and the hash is known before
 * any row is written. What is packed is unpacked into a second file. Throws
 * `payload-too-large`, `no-room` or `dataset-invalid`, and a TableError for text in no
 * encoding there is and for files that are no tables.
 */
export async function spoolUpload(stream: Readable, options: SpoolOptions): Promise<Upload> {
  const hash = createHash("sha256");
  const { maxBytes } = options;
  async function* received(): AsyncGenerator<Buffer> {
    let sizeBytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
      hash.update(chunk);
      yield chunk;
    }
    if (sizeBytes === 0) {
      throw datasetInvalid("The file is empty.", "Upload a table, such as a CSV file.");
    }
  }
  const sent = await spool(received(), options);
  try {
    const { sizeBytes } = sent;
    const { container, content } = await unpack(sent, { ...options, announcedBytes: undefined });
    if (content.file !== sent.file) await sent.file.close();
    return { contentHash: hash.digest("hex"), sizeBytes, container, content };
  } catch (error) {
    await sent.file.close();
    throw error;
  }
}

interface Spooled extends Omit<Content, "kind"> {
  kind: FileKind;
}

async function spool(
  bytes: AsyncIterable<Buffer>,
  { encoding, maxBytes, ...room }: SpoolOptions,
): Promise<Spooled> {
  const file = await openSpoolFile(room);
  let sizeBytes = 0;
  try {
    const detector = createFormatDetector(encoding);
    for await (const chunk of bytes) {
      sizeBytes += chunk.length;
      detector.write(chunk);
      await file.writeFile(chunk);
    }
    return { file, sizeBytes, maxBytes, ...detector.end() };
  } catch (error) {
    await file.close();
    throw explainSpooling(error, room.folder, sizeBytes);
  }
}

async function unpack(
  sent: Spooled,
  options: SpoolOptions,
): Promise<Pick<Upload, "container" | "content">> {
  const { kind } = sent;
  const { maxBytes } = options;
  if (kind === "gzip") {
    const content = await spool(gunzip(readFile(sent.file), maxBytes), options);
    return { container: kind, content: await requireUnpacked(content) };
  }
  if (kind !== "zip") return { container: null, content: { ...sent, kind } };
  const zip = await openZip(sent.file, maxBytes);
  const table = findTable(zip);
  if (table === null) return { container: null, content: { ...sent, kind: "xlsx" } };
  const content = await spool(zip.read(table), options);
  return { container: kind, content: await requireUnpacked(content) };
}

async function requireUnpacked(content: Spooled): Promise<Content> {
  const { kind, file } = content;
  if (kind === "zip" && findTable(await openZip(file, 0)) === null) {
    return { ...content, kind: "xlsx" };
  }
  if (kind !== "gzip" && kind !== "zip") return { ...content, kind };
  await file.close();
  throw datasetInvalid("The file is packed twice.", "Unpack it once and upload what comes out.");
}

/** The bytes of an upload's table, from its start. */
export function readUpload({ content }: Upload): AsyncGenerator<Buffer> {
  return readFile(content.file);
}

async function* readFile(file: FileHandle): AsyncGenerator<Buffer> {
  let position = 0;
  for (;;) {
    const { buffer, bytesRead } = await file.read(
      Buffer.allocUnsafe(pieceBytes),
      0,
      pieceBytes,
      position,
    );
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** What a file is by its head; of text also its encoding, by all of it. */
function createFormatDetector(stated: string | undefined) {
  const text = createTextDecoder(stated);
  let head: Buffer = Buffer.alloc(0);
  let kind: FileKind | undefined;

  function decide(): FileKind {
    kind = recognizeFormat(head);
    if (kind === "text") text.write(head);
    return kind;
  }
  return {
    write(chunk: Buffer): void {
      if (kind === "text") text.write(chunk);
      if (kind !== undefined) return;
      head = Buffer.concat([head, chunk]);
      if (head.length >= headBytes) decide();
    },
    end(): { kind: FileKind; encoding: string | null } {
      const found = kind ?? decide();
      if (found !== "text") return { kind: found, encoding: null };
      text.end();
      return { kind: found, encoding: text.encoding };
    },
  };
}

function tooLarge(maxBytes: number): AppError {
  return new AppError("payload-too-large", `The file is larger than ${maxBytes} bytes.`, {
    hint: "Upload fewer rows or columns, or raise the limit.",
  });
}
