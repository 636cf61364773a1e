import { TableError } from "../table-error.ts";
import { type JsonLine, maxObjectBytes, parseObject } from "./parse-json-lines.ts";

const code = (character: string): number => character.charCodeAt(0);
const [lineFeed, quote, backslash, comma] = ["\n", '"', "\\", ","].map(code) as [
  number,
  number,
  number,
  number,
];
const opening = new Set(["[", "{"].map(code));
const closing = new Set(["]", "}"].map(code));
const blank = new Set([" ", "\t", "\r", "\n"].map(code));

/** `between`: behind `[` or a comma, `behind`: behind an element, `over`: behind the array. */
type State = "start" | "between" | "element" | "behind" | "over";

/** What is wrong with a character that none of these may be followed by. */
const faults: Record<State, string> = {
  start: "is not JSON",
  between: "has an element that is no object",
  element: "is not JSON",
  behind: "is not JSON",
  over: "goes on behind the array",
};

/**
 * The objects of one JSON array, in batches, each with the line on which it
 * begins. One object is held at a time, however long the array is. Throws a
 * TableError with the line.
 */
export async function* parseJsonArray(text: AsyncIterable<Buffer>): AsyncGenerator<JsonLine[]> {
  let state = "start" as State;
  let isFirst = true;
  let depth = 0;
  let isQuoted = false;
  let isEscaped = false;
  let line = 1;
  let startLine = 1;
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  const refuse = (what: string): TableError =>
    new TableError(
      `Line ${line} ${what}.`,
      "Write one JSON array of objects, or one object per line.",
      { issues: [{ field: `lines[${line}]`, message: what }] },
    );

  /** Whether this byte of an element is followed by what is none of it. */
  function endsElement(byte: number): boolean {
    if (isQuoted) {
      if (isEscaped) isEscaped = false;
      else if (byte === backslash) isEscaped = true;
      else if (byte === quote) isQuoted = false;
      return false;
    }
    if (byte === quote) isQuoted = true;
    else if (opening.has(byte)) depth++;
    else if (closing.has(byte)) depth--;
    return depth === 0 && closing.has(byte);
  }

  for await (const chunk of text) {
    const batch: JsonLine[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === lineFeed) line++;
      if (state === "element") {
        if (!endsElement(byte)) continue;
        const json = Buffer.concat([...pending, chunk.subarray(start, at + 1)]).toString("utf8");
        batch.push({ line: startLine, object: parseObject(json, startLine) });
        pending = [];
        pendingBytes = 0;
        state = "behind";
        continue;
      }
      if (blank.has(byte)) continue;
      if (state === "start" && byte === code("[")) state = "between";
      else if (state === "between" && byte === code("]") && isFirst) state = "over";
      else if (state === "between" && byte === code("{")) {
        isFirst = false;
        state = "element";
        startLine = line;
        start = at;
        depth = 1;
      } else if (state === "behind" && byte === comma) state = "between";
      else if (state === "behind" && byte === code("]")) state = "over";
      else throw refuse(faults[state]);
    }
    if (state === "element") {
      pending.push(chunk.subarray(start));
      pendingBytes += chunk.length - start;
      if (pendingBytes > maxObjectBytes) {
        throw refuse(`has an object that is longer than ${maxObjectBytes} bytes`);
      }
    }
    yield batch;
  }
  if (state !== "over") throw refuse("is the last, but the array does not end");
}
