import type { Compressors } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { datasetInvalid } from "../../import/dataset-invalid.ts";

/** Writers make pages of about 1 MiB; one that says it unpacks to far more is a mistake or a trap. */
export const maxPageBytes = 64 * 1024 * 1024;

/** Decompressors that look at the size a page claims to have before they make room for it. */
export const boundedCompressors: Compressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, decompress]) => [
    codec,
    (input: Uint8Array, outputLength: number) => {
      if (!(outputLength >= 0 && outputLength <= maxPageBytes)) {
        throw datasetInvalid(
          `A page of the Parquet file unpacks to ${outputLength} bytes; ${maxPageBytes} is the most.`,
          "Write the file with pages of the usual size, about 1 MiB.",
        );
      }
      return decompress(input, outputLength);
    },
  ]),
);

export const knownCodecs: ReadonlySet<string> = new Set([
  "UNCOMPRESSED",
  ...Object.keys(compressors),
]);
