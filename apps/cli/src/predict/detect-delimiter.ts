import { once } from "node:events";
import type { Readable } from "node:stream";
import { parse } from "csv-parse/sync";

const delimiters = [",", ";", "\t", "|"];

/** The delimiter under which a CSV's header names the most of `columns`; a comma if none does. Takes nothing from the stream. */
export async function detectDelimiter(
  stream: Readable,
  columns: readonly string[],
): Promise<string> {
  const head = await peek(stream);
  const found = delimiters.map((delimiter) => {
    const names = readHeader(head, delimiter);
    return columns.filter((column) => names.includes(column)).length;
  });
  return delimiters[found.indexOf(Math.max(...found))] as string;
}

async function peek(stream: Readable): Promise<Buffer> {
  await once(stream, "readable");
  const head: Buffer | null = stream.read();
  if (head === null) return Buffer.alloc(0);
  stream.unshift(head);
  return head;
}

/** What is wrong with the file is for the reading of it to say. */
function readHeader(head: Buffer, delimiter: string): string[] {
  try {
    const [names = []]: string[][] = parse(head, {
      delimiter,
      bom: true,
      to: 1,
      skip_empty_lines: true,
    });
    return names.map((name) => name.trim());
  } catch {
    return [];
  }
}
