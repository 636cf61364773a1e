import type { FileHandle } from "node:fs/promises";
import { type Entry, fromFdPromise } from "yauzl";
import { TableError } from "../table-error.ts";

/** A workbook has some dozens; whoever lists more has packed no table. */
const maxEntries = 10_000;

/** A zip file whose directory is read. */
export interface ZipFile {
  /** Files, without folders and what systems add by themselves. */
  names: string[];
  has(name: string): boolean;
  /** The bytes of a file, unpacked while they are read. Throws a TableError beyond the budget. */
  read(name: string): AsyncGenerator<Buffer>;
}

/**
 * Opens a zip for as long as its handle is open. `maxBytes` is what each file
 * that is read of it may unpack to. Throws a TableError for what is none.
 */
export async function openZip(handle: FileHandle, maxBytes: number): Promise<ZipFile> {
  const entries = new Map<string, Entry>();
  const zip = await fromFdPromise(handle.fd, { autoClose: false }).catch(refuseBroken);
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (fileName.endsWith("/") || isOfSystem(fileName)) continue;
      entries.set(fileName, entry);
      if (entries.size > maxEntries) break;
    }
  } catch (error) {
    refuseBroken(error);
  }
  if (entries.size > maxEntries) {
    throw new TableError(`The zip holds more than ${maxEntries} files.`, "Pack the table alone.");
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    async *read(name) {
      let unpackedBytes = 0;
      try {
        const stream = await zip.openReadStreamPromise(entries.get(name) as Entry);
        for await (const piece of stream as AsyncIterable<Buffer>) {
          unpackedBytes += piece.length;
          if (unpackedBytes > maxBytes) throw tooLarge(maxBytes);
          yield piece;
        }
      } catch (error) {
        refuseBroken(error);
      }
    },
  };
}

/** What a file unpacks to is more than the budget: most often a mistake, sometimes a bomb. */
export function tooLarge(maxBytes: number): TableError {
  return new TableError(
    `The file unpacks to more than ${maxBytes} bytes.`,
    "Upload fewer rows or columns, or raise the limit.",
  );
}

function isOfSystem(name: string): boolean {
  return name.startsWith("__MACOSX/") || /(?:^|\/)(?:\.|Thumbs\.db$|desktop\.ini$)/.test(name);
}

function refuseBroken(error: unknown): never {
  if (error instanceof TableError) throw error;
  const isEncrypted = error instanceof Error && /encrypted/i.test(error.message);
  throw new TableError(
    isEncrypted
      ? "The zip is protected by a password."
      : "The file begins like a zip, but cannot be read as one.",
    isEncrypted
      ? "Pack it without a password."
      : "The upload may have been cut off; pack it again and upload it.",
    { cause: error },
  );
}
