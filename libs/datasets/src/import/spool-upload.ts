import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { AppError } from "@rookery/contracts";
import { createTextDecoder } from "@rookery/tabular";
import { datasetInvalid } from "./dataset-invalid.ts";

/** An upload on disk, in a file without a name: it is gone once closed, or once the process is. */
export interface Upload {
  /** sha256 of the bytes, hex. */
  contentHash: string;
  sizeBytes: number;
  /** Of text, such as `utf-8`; null for a Parquet file, which is none. */
  encoding: string | null;
  file: FileHandle;
}

const pieceBytes = 256 * 1024;

export interface SpoolOptions {
  maxBytes: number;
  /** Of text, where it is stated. */
  encoding: string | undefined;
}

/**
 * Brings the whole upload to disk before the database hears of it: a slow or
 * broken sender never holds a transaction open, and the hash is known before
 * any row is written. Throws `payload-too-large` or `dataset-invalid`, and a
 * TableError for text in no encoding there is.
 */
export async function spoolUpload(
  stream: Readable,
  { maxBytes, encoding }: SpoolOptions,
): Promise<Upload> {
  const file = await openUnnamed();
  try {
    const hash = createHash("sha256");
    const detector = createFormatDetector(encoding);
    let sizeBytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
      hash.update(chunk);
      detector.write(chunk);
      await file.writeFile(chunk);
    }
    if (sizeBytes === 0) {
      throw datasetInvalid("The file is empty.", "Upload a table as CSV, JSON lines or Parquet.");
    }
    return { contentHash: hash.digest("hex"), sizeBytes, encoding: detector.end(), file };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The upload's bytes, from its start. */
export async function* readUpload({ file }: Upload): AsyncGenerator<Buffer> {
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

const parquetMagic = Buffer.from("PAR1");

/** The encoding of what is text; null for what begins like Parquet. */
function createFormatDetector(stated: string | undefined) {
  const text = createTextDecoder(stated);
  let head: Buffer | undefined = Buffer.alloc(0);
  let isParquet = false;
  return {
    write(chunk: Buffer): void {
      if (isParquet) return;
      if (!head) {
        text.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length < parquetMagic.length) return;
      isParquet = head.subarray(0, parquetMagic.length).equals(parquetMagic);
      if (!isParquet) text.write(head);
      head = undefined;
    },
    end(): string | null {
      if (isParquet) return null;
      if (head) text.write(head);
      text.end();
      return text.encoding;
    },
  };
}

async function openUnnamed(): Promise<FileHandle> {
  const path = join(tmpdir(), `rookery-upload-${randomUUID()}`);
  const file = await open(path, "wx+", 0o600);
  await rm(path);
  return file;
}

function tooLarge(maxBytes: number): AppError {
  return new AppError("payload-too-large", `The file is larger than ${maxBytes} bytes.`, {
    hint: "Upload fewer rows or columns, or raise the limit.",
  });
}
