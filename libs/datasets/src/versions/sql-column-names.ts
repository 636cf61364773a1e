/** The rows' own position, first column of every raw and processed table. */
export const rowNumberColumn = "row_number";

const maxIdentifierBytes = 63;
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
