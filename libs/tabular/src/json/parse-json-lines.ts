import { shown, TableError } from "../table-error.ts";

export interface JsonLine {
  line: number;
  object: Record<string, unknown>;
}

/** A longer object would be held in memory. */
export const maxObjectBytes = 16 * 1024 * 1024;
const newline = 0x0a;

/** One object per line, in batches; blank lines are skipped. Throws a TableError with the line. */
export async function* parseJsonLines(text: AsyncIterable<Buffer>): AsyncGenerator<JsonLine[]> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let line = 0;

  function take(bytes: Buffer, batch: JsonLine[]): void {
    line++;
    const json = bytes.toString("utf8").trim();
    if (json !== "") batch.push({ line, object: parseObject(json, line) });
  }

  for await (const chunk of text) {
    const batch: JsonLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const rest = chunk.subarray(start, end);
      take(pending.length > 0 ? Buffer.concat([...pending, rest]) : rest, batch);
      pending = [];
      pendingBytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      pendingBytes += chunk.length - start;
    }
    if (pendingBytes > maxObjectBytes) {
      throw new TableError(
        `Line ${line + 1} is longer than ${maxObjectBytes} bytes.`,
        "Write one object per line, or leave the long value out.",
      );
    }
    yield batch;
  }
  const last: JsonLine[] = [];
  take(Buffer.concat(pending), last);
  yield last;
}

/** The object that a JSON text is. Throws a TableError that names the line. */
export function parseObject(json: string, line: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new TableError(
      `Line ${line} is not JSON: ${shown(json)}.`,
      "Write one complete object per line; `jq -c '.[]'` makes such lines of a list.",
      { issues: [{ field: `lines[${line}]`, message: "is not JSON" }], cause: error },
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new TableError(
    `Line ${line} is not an object: ${shown(json)}.`,
    "Write one object per line, with the columns as keys; `jq -c '.[]'` makes such lines of a list.",
    { issues: [{ field: `lines[${line}]`, message: "is not an object" }] },
  );
}
