import { isAscii } from "node:buffer";
import { Transform } from "node:stream";
import { TextDecoder } from "node:util";

const byteOrderMarks = [
  { encoding: "utf-8", mark: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: "utf-16le", mark: Buffer.from([0xff, 0xfe]) },
  { encoding: "utf-16be", mark: Buffer.from([0xfe, 0xff]) },
];
const longestMarkBytes = 3;
const longestCharacterBytes = 4;
const nothing = Buffer.alloc(0);

/**
 * Bytes to UTF-8 without byte order mark.
 *
 *   start ─ byte order mark ─► its encoding
 *   start ─ none ─► ASCII ─ first bytes beyond it ─► UTF-8 if they are, else `otherwise`
 *
 * The import decides in the same way, except that it knows the whole file. What
 * fits neither passes, for the reader to refuse.
 */
export function createTextDecoder(otherwise = "utf-8"): Transform {
  let isStart = true;
  let convert: ((bytes: Buffer) => Buffer) | undefined;
  let decoder: TextDecoder | undefined;
  /** Bytes of which the next ones tell what they are. */
  let held: Buffer = nothing;

  function decide(encoding: string): void {
    const chosen = encoding === "utf-8" ? undefined : new TextDecoder(encoding);
    decoder = chosen;
    convert = (bytes) => (chosen ? Buffer.from(chosen.decode(bytes, { stream: true })) : bytes);
  }

  function decode(chunk: Buffer, isEnd = false): Buffer {
    if (convert) return convert(chunk);
    const bytes = Buffer.concat([held, chunk]);
    held = nothing;
    if (!isStart) return decodeAscii(bytes, isEnd);
    if (bytes.length < longestMarkBytes && !isEnd) {
      held = bytes;
      return nothing;
    }
    isStart = false;
    const found = byteOrderMarks.find(({ mark }) => bytes.subarray(0, mark.length).equals(mark));
    if (!found) return decodeAscii(bytes, isEnd);
    decide(found.encoding);
    return decode(bytes.subarray(found.mark.length));
  }

  /** ASCII so far; decides where more than that begins. */
  function decodeAscii(bytes: Buffer, isEnd: boolean): Buffer {
    if (isAscii(bytes)) return bytes;
    const beyond = bytes.findIndex((byte) => byte > 0x7f);
    if (bytes.length - beyond < longestCharacterBytes && !isEnd) {
      held = bytes.subarray(beyond);
      return bytes.subarray(0, beyond);
    }
    decide(isUtf8(bytes, isEnd) ? "utf-8" : otherwise);
    return decode(bytes);
  }

  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, decode(chunk)),
    flush(done) {
      this.push(decode(nothing, true));
      done(null, decoder && Buffer.from(decoder.decode()));
    },
  });
}

/** Unless they are the end, the last character may be cut in two. */
function isUtf8(bytes: Buffer, isEnd: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isEnd });
    return true;
  } catch {
    return false;
  }
}
