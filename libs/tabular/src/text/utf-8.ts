import { isUtf8 } from "node:buffer";
import type { Encoding } from "./encoding.ts";

export const utf8: Encoding = {
  name: "utf-8",
  countWhole,
  toUtf8(bytes) {
    if (isUtf8(bytes)) return bytes;
    return {
      before: bytes.subarray(0, countValid(bytes)),
      describe: (line) => `Line ${line} is not UTF-8, but earlier parts of the file are.`,
    };
  },
};

/** How many bytes a character has that begins like this; 1 where none does. */
export function lengthOfUtf8(first: number): number {
  if (first < 0xc0) return 1;
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}

export function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0;
}

function countWhole(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (isContinuation(byte)) continue;
    return lengthOfUtf8(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** The length of the longest beginning that is UTF-8, by halving: if one is, so is every shorter one. */
function countValid(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    const whole = countWhole(bytes.subarray(0, middle));
    if (isUtf8(bytes.subarray(0, whole))) valid = middle;
    else invalid = middle;
  }
  return countWhole(bytes.subarray(0, valid));
}
