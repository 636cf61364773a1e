import { isAscii, isUtf8 } from "node:buffer";
import { findEncoding } from "@rookery/contracts";
import { TableError } from "../table-error.ts";
import { createLineCounter } from "./create-line-counter.ts";
import type { Encoding, Fault } from "./encoding.ts";
import { createLegacyEncoding } from "./legacy-encoding.ts";
import { isContinuation, lengthOfUtf8, utf8 } from "./utf-8.ts";
import { utf16be, utf16le } from "./utf-16.ts";
import { utf32be, utf32le } from "./utf-32.ts";
import { windows1252 } from "./windows-1252.ts";

/*
 * A byte order mark decides on the encoding, then whoever states one. Without
 * either, the first character beyond ASCII does:
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

/** The mark of UTF-32 begins like that of UTF-16. */
const marks = [
  { encoding: utf32le, bytes: Buffer.from([0xff, 0xfe, 0, 0]) },
  { encoding: utf32be, bytes: Buffer.from([0, 0, 0xfe, 0xff]) },
  { encoding: utf8, bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: utf16le, bytes: Buffer.from([0xff, 0xfe]) },
  { encoding: utf16be, bytes: Buffer.from([0xfe, 0xff]) },
];
const longestMarkBytes = 4;
/** A byte order mark as UTF-8. */
const markText = Buffer.from("\ufeff");
const nothing = Buffer.alloc(0);

/** Text from its start, in pieces cut anywhere, as UTF-8 without byte order mark. */
export async function* decodeText(
  bytes: AsyncIterable<Buffer>,
  stated?: string,
): AsyncGenerator<Buffer> {
  const decoder = createTextDecoder(stated);
  for await (const piece of bytes) yield decoder.write(piece);
  yield decoder.end();
}

/**
 * A decoder for one text: `write` takes its pieces in order, `end` answers what is
 * left. `stated` is a label of an encoding; found in the text unless given.
 */
export function createTextDecoder(stated?: string): IncrementalDecoder {
  const lines = createLineCounter();
  let held: Buffer = nothing;
  let isStart = true;
  let hasMark = false;
  let isTextStart = true;
  let decided = stated === undefined ? undefined : encodingOf(stated);

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
    const text = toUtf8(encoding.toUtf8(bytes.subarray(0, whole)));
    if (!isEnd || !encoding.end) return text;
    return Buffer.concat([text, toUtf8(encoding.end())]);
  }

  function takeMark(bytes: Buffer): Buffer {
    const mark = marks.find((each) => bytes.subarray(0, each.bytes.length).equals(each.bytes));
    if (!mark) return bytes;
    hasMark = true;
    decided = mark.encoding;
    return bytes.subarray(mark.bytes.length);
  }

  function toUtf8(decoded: Buffer | Fault): Buffer {
    if (!Buffer.isBuffer(decoded)) {
      throw new TableError(
        decoded.describe(lines.lineAfter(decoded.before)),
        stated === undefined && !hasMark
          ? "Save the file as UTF-8, or state its encoding with `reading.encoding`, such as windows-1250, gbk or shift_jis."
          : "Save the file as UTF-8, or state another encoding with `reading.encoding`.",
      );
    }
    // A file that went through two programs may begin with two marks.
    let text = decoded;
    while (isTextStart && text.subarray(0, markText.length).equals(markText)) {
      text = text.subarray(markText.length);
    }
    if (text.length > 0) isTextStart = false;
    const nul = text.indexOf(0);
    if (nul !== -1) {
      throw new TableError(
        `Line ${lines.lineAfter(text.subarray(0, nul))} holds a NUL byte, which text never does.`,
        "A binary file? Save the table as CSV. UTF-16 without a byte order mark? State it with `reading.encoding: utf-16le`.",
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

const own = [utf8, utf16le, utf16be, utf32le, utf32be, windows1252];

/** Throws a TableError for a label that no encoding has. */
function encodingOf(label: string): Encoding {
  const name = findEncoding(label);
  if (name === undefined) {
    throw new TableError(
      `There is no encoding ${JSON.stringify(label)}.`,
      "State one such as utf-8, windows-1250, iso-8859-2, gbk or shift_jis.",
    );
  }
  return own.find((encoding) => encoding.name === name) ?? createLegacyEncoding(name);
}
