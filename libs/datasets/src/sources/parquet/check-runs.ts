import type { CompressionCodec, DataReader, PageHeader, SchemaElement } from "hyparquet";
import { decompressPage } from "hyparquet/src/datapage.js";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { readVarInt } from "hyparquet/src/thrift.js";
import { boundedCompressors, maxPageBytes } from "./bounded-compressors.ts";

export interface PageColumn {
  element: SchemaElement;
  codec: CompressionCodec;
}

/**
 * Looks at the lengths inside a page before it is decoded: the decoder fills an
 * array as far as a run says, and joins strings as long as they claim to be, so
 * a few bytes could take all the memory there is. Throws a `RangeError`.
 */
export function checkRuns(bytes: Uint8Array, header: PageHeader, column: PageColumn): void {
  const page = openValues(bytes, header, column);
  if (!page) return;
  const { reader, encoding, count } = page;
  if (encoding === "DELTA_BYTE_ARRAY") return checkPrefixes(reader, count);
  if (encoding !== "RLE" && encoding !== "PLAIN_DICTIONARY" && encoding !== "RLE_DICTIONARY")
    return;
  // Runs of truth values and those of positions in a dictionary begin differently.
  const isBoolean = column.element.type === "BOOLEAN";
  if (isBoolean !== (encoding === "RLE")) throw new RangeError(`${encoding} of another type`);
  if (isBoolean) reader.offset += lengthBytes;
  const width = isBoolean ? 1 : reader.view.getUint8(reader.offset++);
  if (width > 0) walkRuns(reader, width, count);
}

interface PageValues {
  /** Stands where the values begin. */
  reader: DataReader;
  encoding: string;
  /** How many there are, nulls left out. */
  count: number;
}

const lengthBytes = 4;

/** Goes past the definition levels, which say where nulls are; `undefined` for a page without rows. */
function openValues(
  bytes: Uint8Array,
  header: PageHeader,
  { element, codec }: PageColumn,
): PageValues | undefined {
  const isNullable = element.repetition_type !== "REQUIRED";
  const unpack = (packed: Uint8Array, size: number) =>
    openReader(decompressPage(packed, size, codec, boundedCompressors));
  const { data_page_header: data, data_page_header_v2: data2 } = header;
  const pageBytes = Number(header.uncompressed_page_size);

  if (header.type === "DATA_PAGE" && data) {
    const reader = unpack(bytes, pageBytes);
    if (!isNullable) return { reader, encoding: data.encoding, count: data.num_values };
    const end = lengthBytes + reader.view.getUint32(0, true);
    reader.offset = lengthBytes;
    const count = walkRuns(reader, 1, data.num_values);
    return { reader: { view: reader.view, offset: end }, encoding: data.encoding, count };
  }
  if (header.type === "DATA_PAGE_V2" && data2) {
    const { definition_levels_byte_length, repetition_levels_byte_length } = data2;
    const levels = openReader(bytes);
    levels.offset = repetition_levels_byte_length;
    if (isNullable) walkRuns(levels, 1, data2.num_values);
    const levelBytes = definition_levels_byte_length + repetition_levels_byte_length;
    const packed = bytes.subarray(levelBytes);
    const reader =
      data2.is_compressed === false ? openReader(packed) : unpack(packed, pageBytes - levelBytes);
    return { reader, encoding: data2.encoding, count: data2.num_values - data2.num_nulls };
  }
  return undefined;
}

const openReader = (bytes: Uint8Array): DataReader => ({
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  offset: 0,
});

/**
 * Goes over the runs of `count` values of so many bits each, and returns how
 * many values are odd: of levels of one bit, how many cells have a value.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */
function walkRuns(reader: DataReader, width: number, count: number): number {
  let odd = 0;
  // Where the header lacks a length: reading from nowhere would begin at 0 again and again.
  if (!(reader.offset >= 0)) throw new RangeError("A page whose header is incomplete");
  for (let seen = 0; seen < count; ) {
    const run = readVarInt(reader);
    if ((run & 1) === 1) {
      const length = (run >>> 1) * 8;
      if (width === 1) odd += countOnes(reader, Math.min(length, count - seen));
      reader.offset += (run >>> 1) * width;
      seen += length;
    } else {
      const length = run >>> 1;
      if (length > count - seen) throw new RangeError(`A run of ${length} values, of ${count}`);
      if ((reader.view.getUint8(reader.offset) & 1) === 1) odd += length;
      reader.offset += (width + 7) >> 3;
      seen += length;
    }
  }
  return odd;
}

function countOnes({ view, offset }: DataReader, bits: number): number {
  let ones = 0;
  for (let bit = 0; bit < bits; bit += 8) {
    const byte = view.getUint8(offset + (bit >> 3));
    for (let rest = byte & (0xff >> Math.max(0, 8 - (bits - bit))); rest > 0; rest &= rest - 1) {
      ones++;
    }
  }
  return ones;
}

/** Strings that begin like the one before: the page says how much of it they repeat. */
function checkPrefixes(reader: DataReader, count: number): void {
  const prefixes = new Int32Array(count);
  deltaBinaryUnpack(reader, count, prefixes);
  const suffixes = new Int32Array(count);
  deltaBinaryUnpack(reader, count, suffixes);
  let previous = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const [prefix, suffix] = [prefixes[i] as number, suffixes[i] as number];
    if (prefix < 0 || suffix < 0 || prefix > previous) throw new RangeError("A prefix too long");
    previous = prefix + suffix;
    total += previous;
    if (total > maxPageBytes) throw new RangeError("Strings that are longer than a page");
  }
}
