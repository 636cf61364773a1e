import type { AsyncBuffer, ColumnMetaData, RowGroup, SchemaElement } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { datasetInvalid } from "../../import/dataset-invalid.ts";
import { maxPageBytes } from "./bounded-compressors.ts";
import { checkRuns } from "./check-runs.ts";

/**
 * Looks at what the pages of a row group claim to hold before anything is
 * decoded: a few bytes can ask for an array of two thousand million values.
 */
export async function checkPages(
  file: AsyncBuffer,
  group: RowGroup,
  schema: readonly SchemaElement[],
): Promise<void> {
  const rows = Number(group.num_rows);
  const elements = new Map(schema.slice(1).map((element) => [element.name, element]));
  for (const { meta_data } of group.columns) {
    if (!meta_data) continue;
    const view = new DataView(await file.slice(...rangeOf(meta_data)));
    const reader = { view, offset: 0 };
    while (reader.offset < view.byteLength - 1) {
      const header = parquetHeader(reader);
      const data = header.data_page_header ?? header.data_page_header_v2;
      const values = data?.num_values ?? 0;
      const nulls = header.data_page_header_v2?.num_nulls ?? 0;
      const entries = header.dictionary_page_header?.num_values ?? 0;
      const bytes = Number(header.uncompressed_page_size);
      const fits =
        values >= 0 &&
        values <= rows &&
        entries >= 0 &&
        entries <= rows &&
        nulls >= 0 &&
        nulls <= values;
      if (!fits || !(bytes >= 0 && bytes <= maxPageBytes) || !(header.compressed_page_size >= 0)) {
        throw datasetInvalid(
          `A page of the Parquet file claims ${values + entries} values in ${bytes} bytes; its row group has ${rows} rows.`,
          "The file may be damaged; write it again, with pages of the usual size, about 1 MiB.",
        );
      }
      const element = elements.get(meta_data.path_in_schema[0] as string) as SchemaElement;
      const page = new Uint8Array(
        view.buffer,
        view.byteOffset + reader.offset,
        header.compressed_page_size,
      );
      checkRuns(page, header, { element, codec: meta_data.codec });
      reader.offset += header.compressed_page_size;
    }
  }
}

function rangeOf(column: ColumnMetaData): [start: number, end: number] {
  const { dictionary_page_offset, data_page_offset, total_compressed_size } = column;
  const start = Number(dictionary_page_offset || data_page_offset);
  return [start, start + Number(total_compressed_size)];
}
