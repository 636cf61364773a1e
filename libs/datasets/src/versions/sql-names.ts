import { createHash } from "node:crypto";
import pg from "pg";

const maxIdentifierBytes = 63;

/** The tables of a dataset version, with their schema: `raw.penguins_v1`, `processed.penguins_v1`. */
export function tableNames(dataset: string, version: number): { raw: string; processed: string } {
  const name = tableName(dataset, version);
  return { raw: `raw.${name}`, processed: `processed.${name}` };
}

/** As in `tableNames`, ready to stand in a statement. */
export function quoteTable(table: string): string {
  const dot = table.indexOf(".");
  return `${pg.escapeIdentifier(table.slice(0, dot))}.${pg.escapeIdentifier(table.slice(dot + 1))}`;
}

function tableName(dataset: string, version: number): string {
  const suffix = `_v${version}`;
  if (dataset.length + suffix.length <= maxIdentifierBytes) return dataset + suffix;
  const hash = createHash("sha256").update(dataset).digest("hex").slice(0, 12);
  return `${dataset.slice(0, maxIdentifierBytes - suffix.length - 13)}_${hash}${suffix}`;
}

/** The rows' own position, first column of every raw and processed table. */
export const rowNumberColumn = "row_number";

const taken = [rowNumberColumn, "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"];

/**
 * A PostgreSQL column name for each header: the header itself unless it is
 * longer than an identifier may be or already taken; then cut, and numbered.
 */
export function sqlColumnNames(headers: readonly string[]): string[] {
  const used = new Set([...taken, ...headers.filter((header) => !taken.includes(header))]);
  const isFree = (name: string) => !used.has(name);
  return headers.map((header) => {
    if (!taken.includes(header) && Buffer.byteLength(header) <= maxIdentifierBytes) return header;
    let name = cut(header, maxIdentifierBytes);
    for (let number = 2; !isFree(name); number++) {
      const suffix = `_${number}`;
      name = cut(header, maxIdentifierBytes - suffix.length) + suffix;
    }
    used.add(name);
    return name;
  });
}

/** At most so many UTF-8 bytes, no character cut in two. */
function cut(text: string, maxBytes: number): string {
  let bytes = 0;
  let result = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    result += character;
  }
  return result;
}
