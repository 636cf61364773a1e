import type { Encoding } from "./encoding.ts";

export const utf32le = createUtf32("utf-32le");
export const utf32be = createUtf32("utf-32be");

const unitBytes = 4;
const lastCharacter = 0x10ffff;
const isSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xe000;

/** TextDecoder does not know it; some exporters write it all the same. */
function createUtf32(name: "utf-32le" | "utf-32be"): Encoding {
  return {
    name,
    countWhole: (bytes) => bytes.length - (bytes.length % unitBytes),
    toUtf8(bytes) {
      let text = "";
      for (let at = 0; at < bytes.length; at += unitBytes) {
        const isCut = at + unitBytes > bytes.length;
        const code = isCut
          ? Number.NaN
          : name === "utf-32le"
            ? bytes.readUInt32LE(at)
            : bytes.readUInt32BE(at);
        if (!(code <= lastCharacter) || isSurrogate(code)) {
          return {
            before: Buffer.from(text),
            describe: (line) => `The text is not ${name} at line ${line}.`,
          };
        }
        text += String.fromCodePoint(code);
      }
      return Buffer.from(text);
    },
  };
}
