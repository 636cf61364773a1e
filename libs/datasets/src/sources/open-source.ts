import { openTable } from "@rookery/tabular";
import { readUpload, type Upload } from "../import/spool-upload.ts";
import { openCsv } from "./open-csv.ts";
import { openJsonLines } from "./open-json-lines.ts";
import { openParquet } from "./parquet/open-parquet.ts";
import type { TableSource } from "./table-source.ts";

/**
 * Opens an upload as what its content says it is, whatever its name: Parquet by
 * its magic bytes, JSON lines by a first line that begins an object, else CSV.
 */
export async function openSource(upload: Upload, fileName: string): Promise<TableSource> {
  const { encoding } = upload;
  if (encoding === null) return await openParquet(upload);
  const table = await openTable(readUpload(upload), { fileName });
  if (table.format === "csv") return openCsv(table, encoding);
  return await openJsonLines(table, upload, encoding);
}
