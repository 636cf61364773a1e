import { isAscii, isUtf8 } from "node:buffer";
import { TableError } from "../table-error.ts";
import { createLineCounter } from "./create-line-counter.ts";
import type { Encoding } from "./encoding.ts";
import { isContinuation, lengthOfUtf8, utf8 } from "./utf-8.ts";
import { utf16be, utf16le } from "./utf-16.ts";
import { windows1252 } from "./windows-1252.ts";

/*
 * A byte order mark decides on the encoding. Without one, the first character
 * beyond ASCII does:
 *
 *   start ─ byte order mark ─► its encoding
 *   start ─ none ─► ASCII ─ first character beyond it ─► UTF-8 if it is one, else windows-1252
 *
 * Windows-1252 is what spreadsheets in western locales write. All that follows
 * must fit, because guessing on would garble cells silently. So whoever reads a
 * stream decides like somebody who has seen the whole file, however it comes cut.
 */

export interface IncrementalDecoder {
  /** The next bytes as UTF-8 without byte order mark. Throws a TableError as soon as no encoding fits. */
  write(bytes: Buffer): Buffer;
  /** What was held back because the next bytes could have changed it. */
  end(): Buffer;
  /** Found so far: `utf-8`, `windows-1252`, or with a mark such as `utf-16le with byte order mark`. */
  readonly encoding: string;
}

const marks = [
  { encoding: utf8, bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: utf16le, bytes: Buffer.from([0xff, 0xfe]) },
  { encoding: utf16be, bytes: Buffer.from([0xfe, 0xff]) },
];
const longestMarkBytes = 3;
const nothing = Buffer.alloc(0);

/** Text from its start, in pieces cut anywhere, as UTF-8 without byte order mark. */
export async function* decodeText(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const decoder = createTextDecoder();
  for await (const piece of bytes) yield decoder.write(piece);
  yield decoder.end();
}

/** A decoder for one text: `write` takes its pieces in order, `end` answers what is left. */
export function createTextDecoder(): IncrementalDecoder {
  const lines = createLineCounter();
  let held: Buffer = nothing;
  let isStart = true;
  let hasMark = false;
  let decided: Encoding | undefined;

  function decode(piece: Buffer, isEnd: boolean): Buffer {
    let bytes = held.length === 0 ? piece : Buffer.concat([held, piece]);
    held = nothing;
    if (isStart) {
      if (bytes.length < longestMarkBytes && !isEnd) {
        held = bytes;
        return nothing;
      }
      isStart = false;
      bytes = takeMark(bytes);
    }
    decided ??= recognize(bytes, isEnd);
    const encoding = decided ?? utf8;
    const whole = isEnd ? bytes.length : encoding.countWhole(bytes);
    held = bytes.subarray(whole);
    return toUtf8(bytes.subarray(0, whole), encoding);
  }

  function takeMark(bytes: Buffer): Buffer {
    const mark = marks.find((each) => bytes.subarray(0, each.bytes.length).equals(each.bytes));
    if (!mark) return bytes;
    hasMark = true;
    decided = mark.encoding;
    return bytes.subarray(mark.bytes.length);
  }

  function toUtf8(bytes: Buffer, encoding: Encoding): Buffer {
    const text = encoding.toUtf8(bytes);
    if (!Buffer.isBuffer(text)) {
      throw new TableError(text.describe(lines.lineAfter(text.before)), "Save the file as UTF-8.");
    }
    const nul = text.indexOf(0);
    if (nul !== -1) {
      throw new TableError(
        `Line ${lines.lineAfter(text.subarray(0, nul))} holds a NUL byte, which text never does.`,
        "A binary file or UTF-16 without a byte order mark? Save the table as CSV in UTF-8.",
      );
    }
    lines.add(text);
    return text;
  }

  return {
    write: (bytes) => decode(bytes, false),
    end: () => decode(nothing, true),
    get encoding() {
      const { name } = decided ?? utf8;
      return hasMark ? `${name} with byte order mark` : name;
    },
  };
}

/** Undefined for as long as there is nothing but ASCII, and perhaps the beginning of a character. */
function recognize(bytes: Buffer, isEnd: boolean): Encoding | undefined {
  if (isAscii(bytes)) return undefined;
  const start = bytes.findIndex((byte) => byte >= 0x80);
  const length = lengthOfUtf8(bytes[start] as number);
  const character = bytes.subarray(start, start + length);
  const isCut = character.length < length && character.subarray(1).every(isContinuation);
  if (isCut && !isEnd) return undefined;
  return isUtf8(character) ? utf8 : windows1252;
}
