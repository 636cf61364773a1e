import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { TableError } from "../table-error.ts";
import { tooLarge } from "./open-zip.ts";

/** What gzip has packed, unpacked while it is read. Throws a TableError beyond the budget. */
export async function* gunzip(
  bytes: AsyncIterable<Buffer>,
  maxBytes = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const unzip = createGunzip();
  // Whoever reads hears of the failure.
  const feeding = pipeline(Readable.from(bytes), unzip).catch(() => {});
  let unpackedBytes = 0;
  try {
    for await (const piece of unzip as AsyncIterable<Buffer>) {
      unpackedBytes += piece.length;
      if (unpackedBytes > maxBytes) throw tooLarge(maxBytes);
      yield piece;
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new TableError(
      "The file begins like gzip, but cannot be unpacked.",
      "The upload may have been cut off; pack it again and upload it.",
      { cause: error },
    );
  } finally {
    unzip.destroy();
    await feeding;
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
}
