import type { Encoding } from "./encoding.ts";

export const utf16le = createUtf16("utf-16le");
export const utf16be = createUtf16("utf-16be");

/** Half of a character beyond the first 65,536, without its other half. */
const loneSurrogate = /\p{Surrogate}/u;

function createUtf16(name: "utf-16le" | "utf-16be"): Encoding {
  const isLittle = name === "utf-16le";
  return {
    name,
    countWhole(bytes) {
      const even = bytes.length - (bytes.length % 2);
      const highByte = bytes[even - (isLittle ? 1 : 2)];
      const isHalf = highByte !== undefined && highByte >= 0xd8 && highByte < 0xdc;
      return isHalf ? even - 2 : even;
    },
    toUtf8(bytes) {
      const units = bytes.subarray(0, bytes.length - (bytes.length % 2));
      const text = (isLittle ? units : Buffer.from(units).swap16()).toString("utf16le");
      const lone = text.search(loneSurrogate);
      if (lone === -1 && units.length === bytes.length) return Buffer.from(text);
      return {
        before: Buffer.from(lone === -1 ? text : text.slice(0, lone)),
        describe: (line) => `The text is not ${name} at line ${line}.`,
      };
    },
  };
}
