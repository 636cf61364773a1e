import { shown } from "@rookery/tabular";
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  type RowGroup,
} from "hyparquet";
import { datasetInvalid } from "../../import/dataset-invalid.ts";
import type { Content } from "../../import/spool-upload.ts";
import { checkColumnNames } from "../check-column-names.ts";
import type { TableSource } from "../table-source.ts";
import { knownCodecs } from "./bounded-compressors.ts";
import { type ParquetColumn, parquetColumns } from "./parquet-columns.ts";
import { readRowGroups } from "./read-row-groups.ts";

const trailerBytes = 8;
const maxMetadataBytes = 64 * 1024 * 1024;
/** A column of one row group is read at a time, so its size bounds memory. */
const maxGroupBytes = 512 * 1024 * 1024;
const maxGroupCells = 50_000_000;

/** Reads the schema and checks that every row group can be read in bounded memory. */
export async function openParquet(content: Content): Promise<TableSource> {
  const file = asyncBuffer(content);
  const metadata = await readMetadata(file);
  const columns = parquetColumns(metadata);
  checkColumnNames(
    columns.map(({ name }) => name),
    { where: "The schema of the Parquet file" },
  );
  checkRowGroups(metadata, columns);
  return {
    format: "parquet",
    encoding: null,
    delimiter: null,
    marks: "point",
    place: "Row",
    columns: columns.map(({ name, declared }) =>
      declared ? { name: name.trim(), declared } : { name: name.trim(), isText: true },
    ),
    rows: readRowGroups({ file, metadata, columns, sizeBytes: content.sizeBytes }),
  };
}

function asyncBuffer({ file, sizeBytes }: Content): AsyncBuffer {
  return {
    byteLength: sizeBytes,
    async slice(start, end = sizeBytes) {
      const length = Math.min(end, sizeBytes) - start;
      if (!(start >= 0 && length >= 0)) throw new RangeError("A part beyond the end of the file");
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, start);
      if (bytesRead < length) throw new RangeError("The file ends early");
      return bytes.buffer;
    },
  };
}

async function readMetadata(file: AsyncBuffer): Promise<FileMetaData> {
  try {
    const trailer = new DataView(await file.slice(file.byteLength - trailerBytes));
    if (trailer.getUint32(0, true) > maxMetadataBytes)
      throw new RangeError("The footer is too long");
    return await parquetMetadataAsync(file, { geoparquet: false });
  } catch (error) {
    throw datasetInvalid(
      "The file begins like a Parquet file, but its footer cannot be read.",
      "The upload may have been cut off, or the file is encrypted; write it again and upload it.",
      { cause: error },
    );
  }
}

function checkRowGroups({ row_groups }: FileMetaData, columns: readonly ParquetColumn[]): void {
  for (const [index, group] of row_groups.entries()) {
    requireColumns(group, index, columns);
    const cells = Number(group.num_rows) * columns.length;
    if (cells > maxGroupCells || Number(group.total_byte_size) > maxGroupBytes) {
      throw datasetInvalid(
        `Row group ${index + 1} has ${group.num_rows} rows of ${columns.length} columns: too many to be read at once.`,
        "Write the file with smaller row groups, such as row_group_size=100000.",
      );
    }
    for (const { meta_data } of group.columns) {
      if (!meta_data) continue;
      if (!knownCodecs.has(meta_data.codec)) {
        throw datasetInvalid(
          // A number that the format has no name for is read as none.
          `The Parquet file is compressed with ${meta_data.codec ? shown(meta_data.codec) : "a codec that has no name"}, which cannot be read.`,
          "Write it with snappy, zstd, gzip or without compression.",
        );
      }
    }
  }
}

/**
 * The decoder takes for granted that a row group has the columns of the schema, in its order: with
 * others it throws beside reads that nobody waits for any more.
 */
function requireColumns(group: RowGroup, index: number, columns: readonly ParquetColumn[]): void {
  const paths = group.columns.map(({ meta_data }) => meta_data?.path_in_schema ?? []);
  const fits = ({ name }: ParquetColumn, at: number) =>
    paths[at]?.length === 1 && paths[at][0] === name;
  if (paths.length === columns.length && columns.every(fits)) return;
  throw datasetInvalid(
    `Row group ${index + 1} of the Parquet file has other columns than the file's schema.`,
    "The file may be damaged or encrypted, or refer to others; write it again as one plain file.",
  );
}
