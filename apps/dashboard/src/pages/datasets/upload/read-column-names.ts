const headBytes = 64 * 1024;

/**
 * What the first line of a file seems to name as columns: suggestions for
 * whoever states a schema. The server reads the file properly; Parquet keeps
 * its names at its end and gets none here.
 */
export async function readColumnNames(file: Blob): Promise<string[]> {
  const text = await file.slice(0, headBytes).text();
  const [line = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (["PAR1", "PK\u0003", "\u001f", "ARROW1"].some((start) => line.startsWith(start))) return [];
  if (line.startsWith("{")) return readKeys(line);
  const [separator = ","] = [",", ";", "\t", "|"].sort(
    (a, b) => line.split(b).length - line.split(a).length,
  );
  return line
    .split(separator)
    .map((name) => name.trim().replace(/^"(.*)"$/, "$1"))
    .filter(Boolean);
}

function readKeys(line: string): string[] {
  try {
    return Object.keys(JSON.parse(line));
  } catch {
    return [];
  }
}
