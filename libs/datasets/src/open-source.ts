import { openCsv } from "./csv/open-csv.ts";
import { openJsonLines } from "./json-lines/open-json-lines.ts";
import { openParquet } from "./parquet/open-parquet.ts";
import { isText, readSample } from "./read-text.ts";
import type { Upload } from "./spool-upload.ts";
import type { TableSource } from "./table-source.ts";

/**
 * Opens an upload as what its content says it is, whatever its name: Parquet by
 * its magic bytes, JSON lines by a first line that begins an object, else CSV.
 */
export async function openSource(upload: Upload, fileName: string): Promise<TableSource> {
  if (!isText(upload)) return await openParquet(upload);
  const sample = await readSample(upload);
  const source = beginsObject(sample.toString("utf8"), fileName)
    ? await openJsonLines(upload)
    : await openCsv(upload, sample);
  const { name, bomBytes } = upload.encoding;
  return { ...source, encoding: bomBytes > 0 ? `${name} with byte order mark` : name };
}

/** A CSV header may begin with a brace, too; then the line is no JSON, and the name decides. */
function beginsObject(sample: string, fileName: string): boolean {
  const text = sample.trimStart();
  if (/^[{[]/.test(text) && /\.(?:jsonl|ndjson|json)$/i.test(fileName)) return true;
  if (!text.startsWith("{")) return false;
  try {
    JSON.parse(text.split("\n", 1)[0] as string);
    return true;
  } catch {
    return false;
  }
}
