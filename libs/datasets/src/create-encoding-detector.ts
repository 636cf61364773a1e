import { isAscii, isUtf8 } from "node:buffer";
import { countNewlines } from "./count-newlines.ts";
import { datasetInvalid } from "./dataset-invalid.ts";

/*
 * A byte order mark decides. Without one the file is UTF-8 for as long as its
 * bytes allow. When the very first bytes beyond ASCII are not UTF-8 the file is
 * read as windows-1252, which is what spreadsheets in western locales write. A
 * file that holds both, or bytes that neither knows, is refused: guessing on
 * would garble cells silently.
 */

export interface TextEncoding {
  name: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  /** Length of the byte order mark. */
  bomBytes: number;
}

export interface EncodingDetector {
  /** Takes the next bytes; throws `dataset-invalid` as soon as no encoding fits. */
  write(chunk: Buffer): void;
  end(): TextEncoding;
}

const saveAsUtf8 = "Save the file as UTF-8 and upload it again.";

/** Bytes that windows-1252 leaves undefined. */
const undefinedBytes = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

export function createEncodingDetector(): EncodingDetector {
  let encoding: TextEncoding | undefined;
  let pending: Buffer = Buffer.alloc(0);
  let linesBefore = 0;
  let beyondAscii = false;

  function inspect(bytes: Buffer): void {
    if (bytes.includes(0)) {
      throw datasetInvalid(
        `Line ${linesBefore + 1 + countNewlines(bytes.subarray(0, bytes.indexOf(0)))} holds a NUL byte, which text never does.`,
        "A binary file or UTF-16 without a byte order mark? Save the table as CSV in UTF-8.",
      );
    }
    if (encoding?.name === "utf-8" && !isAscii(bytes)) {
      if (isUtf8(bytes)) beyondAscii = true;
      else encoding = readOtherwise(bytes, encoding);
    }
    if (encoding?.name === "windows-1252") refuseUndefinedBytes(bytes);
    linesBefore += countNewlines(bytes);
  }

  /** `bytes` are not UTF-8: windows-1252 if nothing but ASCII came before them. */
  function readOtherwise(bytes: Buffer, { bomBytes }: TextEncoding): TextEncoding {
    let start = 0;
    let end = lineEnd(bytes, start);
    let line = linesBefore + 1;
    while (isUtf8(bytes.subarray(start, end))) {
      start = end;
      end = lineEnd(bytes, start);
      line++;
    }
    if (beyondAscii || bomBytes > 0 || !isAscii(bytes.subarray(0, start))) {
      throw datasetInvalid(
        `Line ${line} is not UTF-8, but earlier parts of the file are.`,
        saveAsUtf8,
      );
    }
    return { name: "windows-1252", bomBytes: 0 };
  }

  function refuseUndefinedBytes(bytes: Buffer): void {
    for (const byte of undefinedBytes) {
      const at = bytes.indexOf(byte);
      if (at === -1) continue;
      const line = linesBefore + 1 + countNewlines(bytes.subarray(0, at));
      const shownByte = `0x${byte.toString(16).toUpperCase()}`;
      throw datasetInvalid(
        `Line ${line} holds the byte ${shownByte}: the text is neither UTF-8 nor windows-1252.`,
        saveAsUtf8,
      );
    }
  }

  return {
    write(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      if (!encoding) {
        if (pending.length < 3) return;
        encoding = readBom(pending);
      }
      if (encoding.name.startsWith("utf-16")) {
        pending = Buffer.alloc(0);
        return;
      }
      const end = encoding.name === "utf-8" ? wholeCharacters(pending) : pending.length;
      inspect(pending.subarray(0, end));
      pending = Buffer.from(pending.subarray(end));
    },
    end() {
      encoding ??= readBom(pending);
      if (pending.length > 0 && !encoding.name.startsWith("utf-16")) inspect(pending);
      return encoding;
    },
  };
}

function readBom(head: Buffer): TextEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { name: "utf-8", bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: "utf-16le", bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: "utf-16be", bomBytes: 2 };
  return { name: "utf-8", bomBytes: 0 };
}

/** How many bytes to take so that a UTF-8 character cut in two stays for later. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function lineEnd(bytes: Buffer, start: number): number {
  const newline = bytes.indexOf(0x0a, start);
  return newline === -1 ? bytes.length : newline + 1;
}
